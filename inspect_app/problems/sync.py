"""Refusals between tablet and server. An authentic operation is never refused."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind, kind

KINDS: tuple[Kind, ...] = (
    kind(
        "sync.malformed",
        400,
        en="The request cannot be read at {where} ({why}): keep what it carried, update the tablet and send again.",
        ru="Запрос не читается в {where} ({why}): сохраните его содержимое, обновите приложение планшета и отправьте снова.",
        kk="Сұрауды {where} жерінде оқу мүмкін емес ({why}): ондағыны сақтап, планшет қолданбасын жаңартып, қайта жіберіңіз.",
    ),
    kind(
        "sync.unpackable",
        415,
        en="The body sent to {path} cannot be unpacked: send it whole, as gzip or not packed at all.",
        ru="Тело запроса к {path} не распаковывается: отправьте его целиком, в gzip или без сжатия.",
        kk="{path} мекенжайына жіберілген деректі ашу мүмкін емес: оны түгел, gzip түрінде немесе қысылмаған күйде жіберіңіз.",
    ),
    kind(
        "sync.too_much",
        413,
        en="The request to {path} holds more than {bytes} bytes, {unpacked} bytes unpacked or {operations} operations: send it in halves.",
        ru="Запрос к {path} больше {bytes} байт, {unpacked} байт после распаковки или {operations} операций: отправьте его по половинам.",
        kk="{path} сұрауы {bytes} байттан, ашылғанда {unpacked} байттан немесе {operations} операциядан көп: оны екіге бөліп жіберіңіз.",
    ),
    kind(
        "sync.unsigned",
        401,
        en="The request to {path} carries no signature of a tablet: unlock the tablet and send it again.",
        ru="В запросе к {path} нет подписи планшета: разблокируйте планшет и отправьте снова.",
        kk="{path} сұрауында планшет қолтаңбасы жоқ: планшеттің құлпын ашып, қайта жіберіңіз.",
    ),
    kind(
        "sync.wrong_signature",
        401,
        en="The signature of the request to {path} is not right: send it again; if that does not help, enrol the tablet anew.",
        ru="Подпись запроса к {path} неверна: отправьте снова; если не поможет, подключите планшет заново.",
        kk="{path} сұрауының қолтаңбасы дұрыс емес: қайта жіберіңіз; көмектеспесе, планшетті жаңадан қосыңыз.",
    ),
    kind(
        "sync.unknown_device",
        401,
        en="This server does not know the tablet: send its certificate with the next operations, or enrol it anew.",
        ru="Сервер не знает этого планшета: отправьте его сертификат со следующими операциями или подключите его заново.",
        kk="Сервер бұл планшетті білмейді: келесі операциялармен бірге оның сертификатын жіберіңіз немесе жаңадан қосыңыз.",
    ),
    kind(
        "sync.other_device",
        403,
        en="The request speaks for another tablet than the one that signed it: send it from the tablet itself.",
        ru="Запрос отправлен от имени не того планшета, который его подписал: отправьте его с самого планшета.",
        kk="Сұрау оған қол қойған планшеттің атынан емес: оны сол планшеттің өзінен жіберіңіз.",
    ),
    kind(
        "sync.revoked",
        403,
        en="This tablet has been revoked: what it still holds can be sent, and nothing more is given to it.",
        ru="Этот планшет отозван: оставшееся на нём можно отправить, но данных он больше не получит.",
        kk="Бұл планшеттің рұқсаты кері алынған: ондағы қалғанды жіберуге болады, бірақ оған енді дерек берілмейді.",
    ),
    kind(
        "sync.protocol",
        426,
        en="The tablet speaks version {said} of the protocol and this server versions {least} to {newest}: update the tablet; what it recorded can be sent at any time.",
        ru="Планшет говорит на версии протокола {said}, сервер понимает версии от {least} до {newest}: обновите планшет; записанное можно отправить в любое время.",
        kk="Планшет хаттаманың {said} нұсқасымен сөйлейді, сервер {least} мен {newest} аралығын түсінеді: планшетті жаңартыңыз; жазылғанды кез келген уақытта жіберуге болады.",
    ),
    kind(
        "sync.code_refused",
        403,
        en="The code is wrong, has been used or is older than ten minutes: ask for a new code.",
        ru="Код неверен, уже использован или старше десяти минут: попросите новый код.",
        kk="Код қате, пайдаланылған немесе он минуттан ескі: жаңа код сұраңыз.",
    ),
    kind(
        "sync.too_many_codes",
        429,
        en="Too many wrong codes came from this address: try again in {seconds} s.",
        ru="С этого адреса введено слишком много неверных кодов: повторите через {seconds} с.",
        kk="Осы мекенжайдан қате код тым көп енгізілді: {seconds} с өткен соң қайталаңыз.",
    ),
    kind(
        "sync.bad_key",
        422,
        en="The public key of the tablet is no point of the curve P-256: update the application and try again.",
        ru="Открытый ключ планшета не является точкой кривой P-256: обновите приложение и повторите.",
        kk="Планшеттің ашық кілті P-256 қисығының нүктесі емес: қолданбаны жаңартып, қайталаңыз.",
    ),
)
