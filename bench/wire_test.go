package bench_test

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// wire is one connection that stays open. It sends what boto3 sends, written by
// hand, since an SDK would need more CPU than the server that is measured.
type wire struct {
	host    string
	service string
	token   string // of a person's session, instead of signatures
	conn    net.Conn
	in      *bufio.Reader
	out     []byte
	signer  *signer
}

func dial(b *testing.B, host, service string) *wire {
	b.Helper()
	conn, err := (&net.Dialer{}).DialContext(b.Context(), "tcp", host)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { conn.Close() })
	return &wire{
		host: host, service: service, conn: conn, in: bufio.NewReader(conn),
		signer: newSigner(service, time.Now()),
	}
}

// dialAs is dial for a person.
func dialAs(b *testing.B, host, token string) *wire {
	b.Helper()
	w := dial(b, host, "sagemaker")
	w.token = token
	return w
}

// call sends one signed request and reads the answer, whose body is valid until
// the next call. headers are signed too.
func (w *wire) call(method, path string, headers []field, body []byte) (status int, answer []byte, err error) {
	stamp := time.Now().UTC().Format("20060102T150405Z")
	if stamp[:8] != w.signer.day {
		w.signer = newSigner(w.service, time.Now())
	}
	headers = append(slices.Clip(headers), field{"host", w.host}, field{"x-amz-date", stamp})
	slices.SortFunc(headers, func(a, b field) int { return strings.Compare(a.name, b.name) })
	o := append(append(append(append(w.out[:0], method...), ' '), path...), " HTTP/1.1\r\n"...)
	for _, h := range headers {
		o = append(append(append(append(o, h.name...), ": "...), h.value...), "\r\n"...)
	}
	o = append(o, "Accept-Encoding: identity\r\n"+
		"User-Agent: Boto3/1.43.11 md/Botocore#1.43.11 ua/2.1 os/linux#6.18 md/arch#x86_64 lang/python#3.11.2\r\n"+
		"amz-sdk-invocation-id: 6f1d3a52-9d5e-4a0c-8a0e-2f6d1f0c7b11\r\namz-sdk-request: attempt=1\r\nAuthorization: "...)
	o = append(o, w.authorization(method, path, stamp, headers, body)...)
	o = strconv.AppendInt(append(o, "\r\nContent-Length: "...), int64(len(body)), 10)
	o = append(append(o, "\r\n\r\n"...), body...)
	w.out = o
	if _, err := w.conn.Write(o); err != nil {
		return 0, nil, fmt.Errorf("send: %w", err)
	}
	return w.read()
}

func (w *wire) authorization(method, path, stamp string, headers []field, body []byte) string {
	if w.token != "" {
		return "Bearer " + w.token
	}
	if w.service != "s3" { // all others sign the path encoded once more
		path = strings.ReplaceAll(path, "%", "%25")
	}
	return w.signer.authorization(method, path, stamp, headers, body)
}

// read takes as much of HTTP as the server's answers need: a length is always told.
func (w *wire) read() (status int, body []byte, err error) {
	line, err := w.in.ReadSlice('\n')
	if err != nil {
		return 0, nil, fmt.Errorf("read the status: %w", err)
	}
	if status, err = strconv.Atoi(string(line[len("HTTP/1.1 "):len("HTTP/1.1 200")])); err != nil {
		return 0, nil, fmt.Errorf("read the status: %w", err)
	}
	length := 0
	for {
		line, err := w.in.ReadSlice('\n')
		if err != nil {
			return 0, nil, fmt.Errorf("read the headers: %w", err)
		}
		if len(line) <= 2 {
			break
		}
		if name, value, _ := bytes.Cut(line, []byte(": ")); bytes.EqualFold(name, []byte("Content-Length")) {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return 0, nil, fmt.Errorf("read the length: %w", err)
			}
		}
	}
	body = make([]byte, length)
	if _, err := io.ReadFull(w.in, body); err != nil {
		return 0, nil, fmt.Errorf("read the body: %w", err)
	}
	return status, body, nil
}

// must is call for the preparations: it ends the benchmark when it is refused.
func (w *wire) must(b *testing.B, method, path string, headers []field, body string) {
	b.Helper()
	status, answer, err := w.call(method, path, headers, []byte(body))
	if err != nil || status >= 300 {
		b.Fatalf("%s %s: %d %s %v", method, path, status, answer, err)
	}
}

func payloadHash(body string) field {
	hash := sha256.Sum256([]byte(body))
	return field{"x-amz-content-sha256", hex.EncodeToString(hash[:])}
}
