"""Refusals about the tablet app itself and what it carries."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind, kind

KINDS: tuple[Kind, ...] = (
    kind(
        "app.not_built",
        503,
        en="The tablet app is not built on this server: run `make app` in its folder, or install a released package, and open {path} again.",
        ru="Приложение для планшета на этом сервере не собрано: выполните `make app` в его папке или установите выпущенный пакет и откройте {path} снова.",
        kk="Бұл серверде планшет қолданбасы жиналмаған: оның қалтасында `make app` орындаңыз немесе шығарылған пакетті орнатып, {path} мекенжайын қайта ашыңыз.",
    ),
)
