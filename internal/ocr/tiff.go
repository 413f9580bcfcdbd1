package ocr

import (
	"encoding/binary"
	"errors"
	"image"
)

// The tags and types of TIFF 6.0 that tell how large a picture is.
const (
	tiffWidth  = 256
	tiffHeight = 257
	tiffShort  = 3
	tiffLong   = 4
)

// tiffSizes follows the chain of directories, one for each page. The pixels are
// left to Tesseract.
func tiffSizes(data []byte) ([]image.Point, error) {
	order := binary.ByteOrder(binary.LittleEndian)
	if data[0] == 'M' {
		order = binary.BigEndian
	}
	var sizes []image.Point
	for next, seen := uint32At(data, 4, order), map[uint32]bool{}; next != 0; {
		if seen[next] {
			return nil, bad("The TIFF's pages run in a circle.", nil)
		}
		seen[next] = true
		size, after, err := tiffPage(data, next, order)
		if err != nil {
			return nil, bad("The TIFF is broken.", err)
		}
		if sizes, next = append(sizes, size), after; len(sizes) > MaxPages {
			return sizes, fit(sizes)
		}
	}
	if len(sizes) == 0 {
		return nil, bad("The TIFF has no page.", nil)
	}
	return sizes, nil
}

// tiffPage reads a directory: the size of its picture, and where the next one is.
func tiffPage(data []byte, at uint32, order binary.ByteOrder) (size image.Point, next uint32, err error) {
	if uint64(at)+2 > uint64(len(data)) {
		return size, 0, errors.New("a directory lies behind the end")
	}
	count := uint64(order.Uint16(data[at:]))
	end := uint64(at) + 2 + count*12
	if end+4 > uint64(len(data)) {
		return size, 0, errors.New("a directory goes on behind the end")
	}
	for entry := data[at+2 : end]; len(entry) > 0; entry = entry[12:] {
		value := int(order.Uint32(entry[8:]))
		if order.Uint16(entry[2:]) == tiffShort {
			value = int(order.Uint16(entry[8:]))
		} else if order.Uint16(entry[2:]) != tiffLong {
			continue
		}
		switch order.Uint16(entry) {
		case tiffWidth:
			size.X = value
		case tiffHeight:
			size.Y = value
		}
	}
	return size, order.Uint32(data[end:]), nil
}

// uint32At reads a number, or 0 behind the end.
func uint32At(data []byte, at int, order binary.ByteOrder) uint32 {
	if len(data) < at+4 {
		return 0
	}
	return order.Uint32(data[at:])
}
