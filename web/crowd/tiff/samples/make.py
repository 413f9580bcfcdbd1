"""Writes the samples beside this file again. It needs Pillow with libtiff (pip install pillow).

Each is the same small page, with a second page that is its negative: black letters
and a frame on white, 96 by 64 pixels, in the ways in which scanners and faxes
write TIFF.
"""

from pathlib import Path

from PIL import Image, ImageDraw

here = Path(__file__).parent


def page(mode, paper, ink):
    image = Image.new(mode, (96, 64), paper)
    draw = ImageDraw.Draw(image)
    draw.rectangle((4, 4, 91, 59), outline=ink, width=2)
    draw.rectangle((16, 16, 47, 47), fill=ink)
    for x in range(52, 88, 4):
        draw.line((x, 12, x, 51), fill=ink)
    return image


def write(name, mode, paper, ink, **options):
    first, second = page(mode, paper, ink), page(mode, ink, paper)
    first.save(here / f"{name}.tif", save_all=True, append_images=[second], **options)


for name, compression in {
    "group3": "group3",
    "group4": "group4",
    "bilevel-raw": None,
    "bilevel-packbits": "packbits",
    "bilevel-lzw": "tiff_lzw",
}.items():
    options = {"compression": compression} if compression else {}
    write(name, "1", 1, 0, **options)
for name, compression in {
    "rgb-lzw": "tiff_lzw",
    "rgb-deflate": "tiff_adobe_deflate",
    "rgb-jpeg": "jpeg",
}.items():
    write(name, "RGB", (255, 255, 255), (200, 0, 0), compression=compression)
write("grey-deflate", "L", 255, 0, compression="tiff_deflate")
# A fax of standard resolution: its pixels are about twice as high as wide.
write("fax", "1", 1, 0, compression="group3", dpi=(204, 98), tiffinfo={292: 1})
