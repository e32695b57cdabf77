# Every target does the set-up that it needs; set-up that is already done costs nothing.
# Go tools are pinned in go.mod and .tools/*/go.mod, Node packages in package-lock.json files.
# What is built for the tests lives outside the tree, in $(CACHE), named by version.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# What is compiled is the same wherever the tree lies, and is compiled once.
export GOFLAGS := $(strip $(filter-out -trimpath,$(GOFLAGS)) -trimpath)
export STRONGROOM_CACHE ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/strongroom
export STRONGROOM_TEST_CHROMIUM ?= $(shell command -v chromium-headless-shell)
export STRONGROOM_TEST_NODE_DIR := $(CURDIR)/.tools/node
CACHE := $(STRONGROOM_CACHE)

pinned = $(shell sed -n 's|^.*$(2) \(v[^ ]*\).*$$|\1|p' .tools/$(1)/go.mod)
VERSITYGW := $(CACHE)/versitygw-$(call pinned,versitygw,github.com/versity/versitygw)
MINIO := $(CACHE)/minio-$(call pinned,minio,github.com/minio/minio)
VAULT := $(CACHE)/vault-$(call pinned,vault,github.com/hashicorp/vault)
LOCAL_KMS := $(CACHE)/local-kms-$(call pinned,local-kms,github.com/nsmithuk/local-kms)
MAILPIT := $(CACHE)/mailpit-$(call pinned,mailpit,github.com/axllent/mailpit)
# A linter that an older Go built refuses newer source; hence Go's version in its name.
GOLANGCI_LINT := $(CACHE)/golangci-lint-$(call pinned,golangci-lint,github.com/golangci/golangci-lint/v2)-$(shell go env GOVERSION)
export STRONGROOM_S3_BINARY := $(VERSITYGW)
export STRONGROOM_MINIO_BINARY := $(MINIO)
export STRONGROOM_VAULT_BINARY := $(VAULT)
export STRONGROOM_KMS_BINARY := $(LOCAL_KMS)
export STRONGROOM_MAILPIT_BINARY := $(MAILPIT)

# SQLite is C in Go's clothes, locked by itself: instrumented it takes most of the tests' time, and its races are not
# ours. Only these packages: in one that instantiates the generic types of others, theirs would lose the detector too.
SQLITE_UNRACED := $(foreach package,sqlite/lib libc memory,-gcflags='modernc.org/$(package)=-race=false -d=checkptr=0')

NODE_TOOLS := .tools/node/node_modules/.package-lock.json
POSTGRAPHILE := .tools/postgraphile/node_modules/.package-lock.json
DIRECTUS := .tools/directus/node_modules/.package-lock.json
WEB_PACKAGES := web/node_modules/.package-lock.json
WEB_SOURCES = $(shell find web -name node_modules -prune -o -name dist -prune -o -name test-results -prune -o -type f -print)
PAGE := web/dist/index.html

help: ## List the targets
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@ / { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

##@ Use

run: $(PAGE) ## Set up, build the page, start "strongroom dev"; ARGS="…" are passed on
	go run . dev $(ARGS)

build: $(PAGE) ## Build bin/strongroom: one static binary with the page in it
	CGO_ENABLED=0 go build -o bin/strongroom .

demo: build services $(NODE_TOOLS) ## Play the story of the README over HTTP, on dev and on serve
	go run ./bench/demo $(ARGS)

bench: build services $(NODE_TOOLS) ## Measure: time to start, memory at rest, and the Go benchmarks
	go run ./bench/start $(ARGS)
	go test -run '^$$' -bench . -benchmem ./...

bench-access: build services $(NODE_TOOLS) $(POSTGRAPHILE) $(DIRECTUS) ## Measure who may do what: decisions and lists, in a vault of a million documents
	go run ./bench/access $(ARGS)

bench-departure: build services $(NODE_TOOLS) ## Measure how fast leaving ends everything, on three replicas; some minutes
	go run ./bench/departure $(ARGS)

chaos: build services $(NODE_TOOLS) ## Let people leave while replicas are killed, paused and cut off; five minutes
	go run ./bench/departure -chaos 5m $(ARGS)

bench-storage: build services $(NODE_TOOLS) $(MINIO) ## Measure sealed storage beside plain storage, SSE and rclone crypt
	@.tools/packages rclone
	go run ./bench/storage $(ARGS)

##@ Change

setup: $(VERSITYGW) $(LOCAL_KMS) $(MAILPIT) $(GOLANGCI_LINT) $(NODE_TOOLS) $(WEB_PACKAGES) ## Install and build all that tests need
	@.tools/packages compiler postgresql chromium

generate: $(WEB_PACKAGES) ## Generate ent/gen, graph/gen and the page's typed documents
	go generate ./ent
	go generate ./graph
	cd web && npm run --silent generate

fmt: $(GOLANGCI_LINT) ## Format the Go source
	$(GOLANGCI_LINT) fmt ./...

##@ Test

test: ## Set up, then run everything below: generated code, linters, Go tests, page tests
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target setup
	@$(MAKE) --no-print-directory $(PAGE)
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target verify-generate lint test-web
	@$(MAKE) --no-print-directory test-go
	@$(MAKE) --no-print-directory test-page

# The longest come first, so that no processor waits at the end.
LONGEST := ./server/vault ./server/internal/cutoff ./server ./graph ./server/internal/content ./server/internal/auth

# Do one thing after another, thousands of times, with many bytes, or in processes that are killed: under the race
# detector they take three times as long. What they use at once, others use at once under it.
SEQUENTIAL := ^Test(Crash|ListEqualsDecide|ListsFollowEveryPolicy|Matrix|ScopesNarrow|SideDoors|TheHiddenChangesNoAnswer|TheDatabaseRefuses|EveryFlippedLineIsCaught|UploadInPieces|UploadOfDeferredSize|UploadsAreJoined|BucketOfClassification|Relocation|RelocationMeets)$$

# Tests start programs, of whose sources Go's cache of results knows nothing; hence -count=1.
test-go: services $(LOCAL_KMS) $(MAILPIT) $(PAGE) $(NODE_TOOLS) ## Run the Go tests, with the race detector where things happen at once
	@.tools/packages compiler
	go test -race -vet=off $(SQLITE_UNRACED) -count=1 -p 3 -timeout 15m -skip '$(SEQUENTIAL)' $(LONGEST) ./...
	go test -vet=off -count=1 -timeout 15m -run '$(SEQUENTIAL)' ./server/vault ./graph ./ent/migrations ./policies

test-minio: services $(MINIO) ## Hold the object store's contract on MinIO as well, with faults and crashes
	@go run ./bench/parts/minio sh -c "go test ./server/internal/blob/s3 && go test ./server/vault -run 'TestFaults|TestCrash'"

test-vault: services $(VAULT) ## Hold the contract of root keys on the transit engine of a HashiCorp Vault, and the vault on top
	go test -tags vault ./server/internal/seal/transit
	go test -tags vault ./server/vault -run Transit

test-web: $(WEB_PACKAGES) ## Run the page's own tests
	@.tools/packages chromium
	cd web && npm run --silent test

test-page: build services $(MAILPIT) $(NODE_TOOLS) $(WEB_PACKAGES) ## Play the stories of the page in a browser, axe on every view included
	@.tools/packages chromium
	cd web && npm run --silent e2e

test-worlds: services ## Compare lists with decisions after each of some thirty steps in random worlds, of which CHECKS=N; minutes for 1000
	go test ./server/vault -run TestListEqualsDecide -timeout 0 -rapid.checks=$(or $(CHECKS),1000)

mutate-access: services ## Break row rules and conditions of access one by one; a test must fail each time (ARGS="name" narrows)
	@.tools/mutate-access $(ARGS)

lighthouse: build services $(MAILPIT) $(NODE_TOOLS) ## Score the page by Lighthouse; wants a machine that does nothing else
	@.tools/packages chromium
	cd web && npm run --silent lighthouse

scrolling: build services $(MAILPIT) $(NODE_TOOLS) ## Scroll through a list of 10,000 documents, and say how smoothly; some minutes
	@.tools/packages chromium
	cd web && npm run --silent scrolling

verify-generate: $(WEB_PACKAGES) ## Generate in a copy of the tree and compare
	@.tools/verify-generate

lint: lint-go lint-web lint-schema ## Run every linter

# Generated code is not looked at: it would only be thrown out of the report again.
lint-go: $(GOLANGCI_LINT) $(PAGE)
	$(GOLANGCI_LINT) run $$(go list -f '{{.Dir}}' -tags vault ./... | grep --invert-match '/gen\b')

lint-web: $(WEB_PACKAGES)
	cd web && npm run --silent lint && npm run --silent typecheck

lint-schema: $(NODE_TOOLS)
	.tools/node/node_modules/.bin/eslint --config .tools/node/eslint.config.mjs graph/schema

services: $(VERSITYGW) ## Start PostgreSQL and an S3 server for the tests, on loopback
	@.tools/packages postgresql
	@.tools/services start

services-stop: ## End them and remove their data
	@.tools/services stop

.PHONY: help run build demo bench bench-access bench-departure bench-storage chaos setup generate fmt test test-go test-minio test-vault test-web test-page lighthouse scrolling test-worlds mutate-access verify-generate \
	lint lint-go lint-web lint-schema services services-stop

$(VERSITYGW):
	@echo 'set-up: building the S3 server for tests, $(@F)'
	@go -C .tools/versitygw build -o $@ github.com/versity/versitygw/cmd/versitygw

$(LOCAL_KMS):
	@echo 'set-up: building the KMS for tests, $(@F)'
	@go -C .tools/local-kms build -o $@ .

$(MAILPIT):
	@echo 'set-up: building the mail server for tests, $(@F)'
	@go -C .tools/mailpit build -o $@ .

$(MINIO):
	@echo 'set-up: building the S3 server for benchmarks, $(@F) (minutes)'
	@go -C .tools/minio build -o $@ github.com/minio/minio

$(VAULT):
	@echo 'set-up: building HashiCorp Vault for tests, $(@F) (many minutes)'
	@.tools/vault/build $@

$(GOLANGCI_LINT):
	@echo 'set-up: building the linter, $(@F)'
	@go -C .tools/golangci-lint build -o $@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint

%/node_modules/.package-lock.json: %/package.json %/package-lock.json
	@echo 'set-up: npm ci in $*'
	@cd $* && npm ci --silent
	@touch $@

# Of all that it would compile, Directus needs only this with PostgreSQL.
$(DIRECTUS): .tools/directus/package.json .tools/directus/package-lock.json
	@.tools/packages native-modules
	@echo 'set-up: npm ci in .tools/directus, and compiling isolated-vm (minutes)'
	@cd .tools/directus && npm ci --silent --ignore-scripts && npm rebuild --silent isolated-vm
	@touch $@

$(PAGE): $(WEB_PACKAGES) $(WEB_SOURCES)
	cd web && npm run --silent build
