# What people and CI run here. `make help` lists it. Works with GNU Make 3.81,
# which is what macOS still has, so nothing newer is used.
SHELL := bash
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
PYTHON ?= python3
# The browser of the browser tests; asked for late, since `needs` may install it.
CHROMIUM ?= $(shell scripts/chromium)
# Seconds since the epoch when this run began; CI hands in its own.
STARTED ?= $(shell date +%s)
STARTED := $(STARTED)
export STARTED PYTHON
# Tests drive the browser that the system has.
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1
# Tests of the binary find it here.
export FOUREYES_BIN := $(CURDIR)/bin/foureyes
# A server would warn of a variable that is no setting of its own.
foureyes = env -u FOUREYES_BIN bin/foureyes

step = @echo "== +$$(( $$(date +%s) - $(STARTED) )) s: $(1)"
npm_ci = npm --prefix $(1) ci --no-audit --no-fund --loglevel=error

WEB_SOURCES := $(shell find web -type d \( -name node_modules -o -name dist -o -name test-results \) -prune -o -type f ! -name '*.go' -print 2>/dev/null)

.PHONY: help
help: ## List these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /#/' | while IFS='#' read -r name text; do printf '  %-12s %s\n' "$$name" "$$text"; done

.PHONY: run
run: build ## Build everything and serve on http://127.0.0.1:8080 (ARGS="--listen ..." for flags)
	$(foureyes) serve $(ARGS)

.PHONY: demo
demo: build ## Build everything and serve tasks of three kinds from a temporary folder
	$(foureyes) demo $(ARGS)

.PHONY: build
build: needs-build web ## Build bin/foureyes, web parts included
	$(call step,build bin/foureyes $(VERSION))
	CGO_ENABLED=0 go build -buildvcs=false -trimpath -ldflags "-s -w -X main.version=$(VERSION)" -o bin/foureyes ./cmd/foureyes

.PHONY: web
web: web/dist/manifest.json ## Build the web parts into web/dist, when their sources are newer

web/dist/manifest.json: web/node_modules/.package-lock.json $(WEB_SOURCES)
	$(call step,build the web parts)
	npm --prefix web run build
	@touch $@

web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	$(call step,install the web parts' packages)
	$(call npm_ci,web)
	@touch $@

# -k below: one suite's failure must not hide another's.
.PHONY: test
test: needs-test build .cache/bin/versitygw .cache/bin/chart ## Run every test: Go with the race detector, TypeScript, Chromium, real AWS SDKs
	@$(MAKE) --no-print-directory -k test-web test-js test-python test-datadog test-go

.PHONY: test-go
test-go: .cache/bin/versitygw .cache/bin/chart ## Run the Go tests with the race detector (bin/foureyes must be built)
	$(call step,Go tests with the race detector)
	@# -count=1: some tests run bin/foureyes or go list, which Go's test cache cannot see change.
	CHROMIUM="$(CHROMIUM)" CGO_ENABLED=1 scripts/go-test -race -count=1 -timeout 30m

.PHONY: test-web
test-web: web/node_modules/.package-lock.json conformance/js/node_modules/.package-lock.json ## Check types, test the elements and the portal in Chromium
	$(call step,TypeScript types and web tests)
	npm --prefix web run types
	CHROMIUM="$(CHROMIUM)" npm --prefix web test
	$(call step,portal and server in Chromium)
	CHROMIUM="$(CHROMIUM)" npm --prefix web run e2e

.PHONY: test-js
test-js: conformance/js/node_modules/.package-lock.json ## Drive bin/foureyes with the AWS SDK for JavaScript and node-postgres
	$(call step,AWS SDK for JavaScript)
	scripts/with-server npm --prefix conformance/js test

.PHONY: test-python
test-python: .cache/venv/installed ## Drive bin/foureyes with boto3, the AWS CLI, psycopg and SQLAlchemy
	$(call step,boto3 and the AWS CLI)
	PATH="$(CURDIR)/.cache/venv/bin:$$PATH" scripts/with-server .cache/venv/bin/pytest -q conformance/python

.PHONY: test-datadog
test-datadog: ## Drive bin/foureyes with Datadog's Go client (three minutes to build the first time)
	$(call step,Datadog's client for Go)
	scripts/with-server go -C conformance/datadog test -count=1 ./...

conformance/js/node_modules/.package-lock.json: conformance/js/package.json conformance/js/package-lock.json
	$(call step,install the AWS SDK for JavaScript)
	$(call npm_ci,conformance/js)
	@touch $@

.cache/venv/installed: tools/requirements.txt
	$(call step,install boto3 and the AWS CLI into .cache/venv)
	$(PYTHON) -m venv --clear .cache/venv
	.cache/venv/bin/pip install --quiet --disable-pip-version-check -r tools/requirements.txt
	@touch $@

.PHONY: test-long
test-long: export FOUREYES_TEST_LONG := 1
test-long: needs-test build .cache/bin/versitygw .cache/bin/chart ## Run for hours what `test` runs for minutes; fuzz each target for 10 minutes
	$(call step,Go tests in their long modes)
	CHROMIUM="$(CHROMIUM)" CGO_ENABLED=1 go test -race -count=1 -timeout 12h ./...
	$(call step,fuzz every target)
	scripts/fuzz 10m

# The web parts are not needed: nothing that is measured serves them.
.PHONY: bench
bench: ## Run the benchmarks (BENCH=regexp, BENCH_IN=./package); docs/benchmarks.md explains them
	@scripts/needs go tesseract poppler
	$(call step,benchmarks)
	go test -run '^$$' -bench '$(or $(BENCH),.)' -benchmem -timeout 1h $(or $(BENCH_IN),./...)

.PHONY: bench-scale
bench-scale: export BENCH_LOOPS ?= 10000 1000000 1000000+10000000
bench-scale: ## Compare 10 thousand with a million open and 10 million finished loops (an hour, 17 GB in TMPDIR)
	@scripts/needs go postgresql
	$(call step,operations with very much in the database)
	go test ./bench -run '^$$' -bench Scale -v -timeout 6h

.PHONY: bench-portal
bench-portal: needs-test build conformance/js/node_modules/.package-lock.json ## Measure the wait between Submit and the next task in Chromium (BENCH_TASKS=100)
	$(call step,from Submit to the next task)
	CHROMIUM="$(CHROMIUM)" npm --prefix web run bench -- next-task

.PHONY: bench-pages
bench-pages: needs-test build ## Measure what pages of the portal and the console fetch and how long they take (BENCH_ROUNDS=3)
	$(call step,pages in the browser)
	CHROMIUM="$(CHROMIUM)" npm --prefix web run bench -- pages

.PHONY: pictures
pictures: needs-test build ## Take the pictures of the README and the docs from the real pages
	$(call step,docs/pictures)
	CHROMIUM="$(CHROMIUM)" npm --prefix web run pictures

.PHONY: lint
lint: needs-build .cache/bin/golangci-lint web/node_modules/.package-lock.json ## Check style, types and that generated files are fresh
	$(call step,golangci-lint)
	.cache/bin/golangci-lint run ./...
	$(call step,web lint)
	npm --prefix web run lint
	$(call step,generated files)
	scripts/regenerated

.PHONY: fmt
fmt: .cache/bin/golangci-lint web/node_modules/.package-lock.json ## Format Go and TypeScript
	.cache/bin/golangci-lint fmt ./...
	npm --prefix web run fmt

.PHONY: generate
generate: web/node_modules/.package-lock.json ## Write the generated files again
	go generate ./...
	npm --prefix web run generate

# Both tools are built at once; the linter stands for the pair.
.cache/bin/golangci-lint: tools/go.mod tools/go.sum
	$(call step,build the tools (a minute or two the first time))
	@mkdir -p .cache/bin
	cd tools && go build -buildvcs=false -o ../.cache/bin/ tool
	@touch $@

# The S3 store of others that the tests run; a list of parts of its own, which is long.
.cache/bin/versitygw: tools/versitygw/go.mod tools/versitygw/go.sum
	$(call step,build the S3 store of the tests (a minute or two the first time))
	@mkdir -p .cache/bin
	cd tools/versitygw && go build -buildvcs=false -o ../../.cache/bin/ tool
	@touch $@

# Helm's engine and linter, for the tests of the chart.
.cache/bin/chart: tools/chart/go.mod tools/chart/go.sum tools/chart/main.go
	$(call step,build Helm's engine for the tests (a minute or two the first time))
	@mkdir -p .cache/bin
	cd tools/chart && go build -buildvcs=false -o ../../.cache/bin/ .
	@touch $@

.PHONY: clean
clean: ## Remove what was built and installed here (not data/)
	rm -rf bin .cache coverage web/node_modules conformance/js/node_modules web/test-results
	find web/dist -mindepth 1 ! -name placeholder.txt -delete

.PHONY: needs-build needs-test
needs-build:
	@scripts/needs go node
needs-test: needs-build
	@scripts/needs cc python chromium postgresql tesseract poppler
