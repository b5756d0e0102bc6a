"""Refusals when the demo is made."""

from inspect_app.problems.kinds import Kind, kind

KINDS: tuple[Kind, ...] = (
    kind(
        "demo.not_a_demo_folder",
        409,
        en="{folder} holds files that no demo made: name another folder with INSPECT_DATA_DIR, or move them away.",
        ru="В папке {folder} лежат файлы, созданные не демонстрацией: укажите другую папку через INSPECT_DATA_DIR или перенесите их.",
        kk="{folder} қалтасында көрсетілім жасамаған файлдар бар: INSPECT_DATA_DIR арқылы басқа қалтаны көрсетіңіз немесе оларды көшіріңіз.",
    ),
    kind(
        "demo.no_free_port",
        503,
        en="No port from {first} to {last} is free on this machine: name one with --port.",
        ru="На этой машине нет свободного порта от {first} до {last}: укажите порт через --port.",
        kk="Бұл машинада {first} және {last} аралығында бос порт жоқ: портты --port арқылы көрсетіңіз.",
    ),
)
