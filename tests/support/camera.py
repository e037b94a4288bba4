"""What a tablet's camera sees: Chromium plays a film, made here, in place of a camera."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import segno
from PIL import Image

WIDTH, HEIGHT, PER_SECOND = 640, 480, 5
DESK, CARD = 130, 245

# Code 128, set B: the widths of bars and spaces of each value, as the standard's table has them.
CODE_128 = [
    "212222",
    "222122",
    "222221",
    "121223",
    "121322",
    "131222",
    "122213",
    "122312",
    "132212",
    "221213",
    "221312",
    "231212",
    "112232",
    "122132",
    "122231",
    "113222",
    "123122",
    "123221",
    "223211",
    "221132",
    "221231",
    "213212",
    "223112",
    "312131",
    "311222",
    "321122",
    "321221",
    "312212",
    "322112",
    "322211",
    "212123",
    "212321",
    "232121",
    "111323",
    "131123",
    "131321",
    "112313",
    "132113",
    "132311",
    "211313",
    "231113",
    "231311",
    "112133",
    "112331",
    "132131",
    "113123",
    "113321",
    "133121",
    "313121",
    "211331",
    "231131",
    "213113",
    "213311",
    "213131",
    "311123",
    "311321",
    "331121",
    "312113",
    "312311",
    "332111",
    "314111",
    "221411",
    "431111",
    "111224",
    "111422",
    "121124",
    "121421",
    "141122",
    "141221",
    "112214",
    "112412",
    "122114",
    "122411",
    "142112",
    "142211",
    "241211",
    "221114",
    "413111",
    "241112",
    "134111",
    "111242",
    "121142",
    "121241",
    "114212",
    "124112",
    "124211",
    "411212",
    "421112",
    "421211",
    "212141",
    "214121",
    "412121",
    "111143",
    "111341",
    "131141",
    "114113",
    "114311",
    "411113",
    "411311",
    "113141",
    "114131",
    "311141",
    "411131",
    "211412",
    "211214",
    "211232",
    "2331112",
]
START_B, STOP = 104, 106


def qr(text: str) -> Image.Image:
    """A badge's QR code."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=8, border=4)
    return Image.open(out).convert("L")


def code_128(text: str) -> Image.Image:
    """The same as bars."""
    values = [START_B, *(ord(character) - 32 for character in text)]
    check = (values[0] + sum(place * value for place, value in enumerate(values[1:], 1))) % 103
    widths = "".join(CODE_128[value] for value in [*values, check, STOP])
    return _bars([("1" if place % 2 == 0 else "0") * int(width) for place, width in enumerate(widths)])


EAN_LEFT = [
    "0001101",
    "0011001",
    "0010011",
    "0111101",
    "0100011",
    "0110001",
    "0101111",
    "0111011",
    "0110111",
    "0001011",
]
EAN_PARITY = ["AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA"]


def ean_13(digits: str) -> Image.Image:
    """Thirteen digits, the last of which checks the others."""
    right = [code.translate(str.maketrans("01", "10")) for code in EAN_LEFT]
    left = [
        EAN_LEFT[int(digit)] if parity == "A" else right[int(digit)][::-1]
        for digit, parity in zip(digits[1:7], EAN_PARITY[int(digits[0])], strict=True)
    ]
    return _bars(["101", *left, "01010", *(right[int(digit)] for digit in digits[7:]), "101"])


def _bars(modules: Sequence[str]) -> Image.Image:
    pattern = "".join(modules)
    image = Image.new("L", (len(pattern), 1))
    image.putdata([0 if module == "1" else CARD for module in pattern])
    return image.resize((len(pattern) * 3, 120), Image.Resampling.NEAREST)


@dataclass(frozen=True)
class Scene:
    """One thing before the camera; None is the empty desk."""

    shown: Image.Image | None
    seconds: float
    turned: float = 0


def film(path: Path, scenes: Sequence[Scene]) -> tuple[str, ...]:
    """Write the film, and return the browser's switches that play it again and again."""
    with path.open("wb") as out:
        out.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{PER_SECOND}:1 Ip A1:1 C420jpeg\n".encode())
        for scene in scenes:
            grey = _picture(scene).tobytes()
            frame = b"FRAME\n" + grey + bytes([128]) * (WIDTH * HEIGHT // 2)
            out.write(frame * max(1, round(scene.seconds * PER_SECOND)))
    return ("--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={path}")


def _picture(scene: Scene) -> Image.Image:
    desk = Image.new("L", (WIDTH, HEIGHT), DESK)
    if scene.shown is not None:
        card = Image.new("L", (scene.shown.width + 60, scene.shown.height + 60), CARD)
        card.paste(scene.shown, (30, 30))
        card = card.rotate(scene.turned, expand=True, fillcolor=DESK, resample=Image.Resampling.BICUBIC)
        card.thumbnail((WIDTH, HEIGHT))
        desk.paste(card, ((WIDTH - card.width) // 2, (HEIGHT - card.height) // 2))
    return desk
