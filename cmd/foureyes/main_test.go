package main

import (
	"bytes"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"
)

func TestMistakesSayWhereHelpIs(t *testing.T) {
	for args, want := range map[string]string{
		"":                              ". Try: foureyes --help",
		"--bogus":                       "unknown flag --bogus. Try: foureyes --help",
		"user":                          ". Try: foureyes user --help",
		"user role a@example.org other": "unexpected argument other. Try: foureyes user role --help",
		"serve --listn x":               `did you mean "--listen"? Try: foureyes serve --help`,
	} {
		err := run(t.Context(), strings.Fields(args))
		if err == nil || exitCode(err) != 2 || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%s: %v, want %s", args, err, want)
		}
	}
}

func TestMoveFromAFolderWithoutADatabase(t *testing.T) {
	folder := t.TempDir()
	err := run(t.Context(), []string{"move", "--from", "sqlite:" + folder, "--to", "postgres://foureyes@127.0.0.1:1/foureyes"})
	if err == nil || !strings.Contains(err.Error(), "there is no SQLite database in "+folder) {
		t.Error(err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestJSONLogSaysWhatTimesCount(t *testing.T) {
	var line bytes.Buffer
	log := slog.New(slog.NewJSONHandler(&line, &slog.HandlerOptions{ReplaceAttr: inSeconds}))
	log.Info("request", "duration", 1500*time.Millisecond, "status", 200)
	if !strings.Contains(line.String(), `"duration_seconds":1.5,"status":200`) {
		t.Error(line.String())
	}
}
