"""JSON doors, one module a resource. Every route says who may use it, or nobody may."""

from __future__ import annotations

from flask import Flask
from flask_smorest import Api

from inspect_app.api import (
    accounts,
    assessments,
    audit,
    blobs,
    checklists,
    devices,
    documentation,
    enrolment,
    findings,
    health,
    inspections,
    jobs,
    places,
    references,
    reports,
    rescue,
    results,
    session,
    standards,
    sync,
)
from inspect_app.api.errors import register_errors
from inspect_app.api.guarding import register_guard
from inspect_app.api.openapi import register_description
from inspect_app.api.request_log import register_request_log
from inspect_app.api.security_headers import register_security_headers


def register_doors(app: Flask, api: Api) -> None:
    register_request_log(app)
    register_security_headers(app)
    register_errors(app)
    register_guard(app)
    register_description(app, api)
    app.register_blueprint(health.doors)
    for door in (
        session,
        accounts,
        devices,
        audit,
        enrolment,
        sync,
        rescue,
        references,
        blobs,
        jobs,
        reports,
        places,
    ):
        api.register_blueprint(door.blueprint)
    app.register_blueprint(documentation.pages)
    for door in (standards, checklists, inspections, findings, assessments, results):
        api.register_blueprint(door.blueprint)
