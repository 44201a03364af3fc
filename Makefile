# Sampan. 'make demo' shows the main job, 'make check' runs every test; both install what is missing.

VERSION  = 0.1.0
PREFIX   = /usr/local
BUILD    = build
CFLAGS   = -O2 -g
HARDEN   = -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
WARN     = -Wall -Wextra -Wshadow -Wformat=2 -Wstrict-prototypes -Wmissing-prototypes -Werror
PROGRAMS = sampand sampan-modem sampan sampan-web sampan-phone
pkg      = $(shell pkg-config $(1) 2>/dev/null)

# One room, one archive; a program is its main file and the archives.
LIB_SRC   = $(wildcard config/*.c parser/*.c db/*.c gateway/desk/*.c gateway/reply/*.c) \
            $(filter-out gateway/sampand.c,$(wildcard gateway/*.c))
PHONE_SRC = $(filter-out gateway/phone/phone.c,$(wildcard gateway/phone/*.c))
TESTS     = $(patsubst tests/%.c,%,$(wildcard tests/test_*.c))

obj       = $(patsubst %.c,$(BUILD)/%.o,$(1))
ALL_FLAGS = -std=c11 -D_GNU_SOURCE -DSAMPAN_VERSION='"$(VERSION)"' -I. -I$(BUILD) $(WARN) $(CFLAGS) $(HARDEN) -MMD -MP
LINK      = $(CC) $(CFLAGS) $(HARDEN) -pie -Wl,-z,relro,-z,now -o $@ $(filter %.o %.a,$^)
LIB_LIBS  = $(call pkg,--libs sqlite3 libconfig libutf8proc nettle) -lcrypt -lcsv -lstemmer -lm

all: need-build
	@$(MAKE) --no-print-directory programs
programs: $(PROGRAMS:%=$(BUILD)/%)

$(BUILD)/sampand: $(call obj,gateway/sampand.c) $(BUILD)/libsampan.a
	$(LINK) $(LIB_LIBS)
$(BUILD)/sampan: $(call obj,$(wildcard gateway/cli/*.c)) $(BUILD)/libsampan.a
	$(LINK) $(LIB_LIBS)
$(BUILD)/sampan-web: $(call obj,$(wildcard gateway/web/*.c)) $(BUILD)/libsampan.a
	$(LINK) $(call pkg,--libs libmicrohttpd) $(LIB_LIBS)
$(BUILD)/sampan-modem: $(call obj,$(wildcard gateway/bearer/modem*.c)) $(BUILD)/libsampan.a
	$(LINK) $(call pkg,--libs gammu)
$(BUILD)/sampan-phone: $(call obj,gateway/phone/phone.c) $(BUILD)/libphone.a
	$(LINK)
$(BUILD)/libsampan.a: $(call obj,$(LIB_SRC))
	$(AR) rcs $@ $^
$(BUILD)/libphone.a: $(call obj,$(PHONE_SRC))
	$(AR) rcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_FLAGS) $(call pkg,--cflags gammu) -c -o $@ $<
$(BUILD)/db/db.o: $(BUILD)/db/migrations.inc
$(BUILD)/db/migrations.inc: db/embed.sh $(wildcard db/migrations/*.sql)
	@mkdir -p $(@D)
	sh db/embed.sh db/migrations > $@.new && mv $@.new $@

# Tests are built with the sanitizers, beside the release.
check: need-build need-check
	@$(MAKE) --no-print-directory -s BUILD=build/check HARDEN= \
	    CFLAGS='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer' run-tests
run-tests: programs $(TESTS:%=$(BUILD)/%)
	@sh tests/run.sh $(BUILD) $(TESTS)
$(BUILD)/test_%: $(BUILD)/tests/test_%.o $(call obj,$(wildcard tests/support/*.c)) $(BUILD)/libphone.a $(BUILD)/libsampan.a
	$(LINK) -lcmocka $(LIB_LIBS) $(call pkg,--libs gammu)
$(BUILD)/test_ussd: $(BUILD)/gateway/bearer/modem_ussd.o
$(BUILD)/test_tty: $(BUILD)/gateway/bearer/modem_tty.o
$(BUILD)/test_filter: $(BUILD)/gateway/bearer/modem_filter.o
$(BUILD)/bench_parser: $(BUILD)/tests/fuzz/words.o
$(BUILD)/bench_%: $(BUILD)/tests/bench/%.o $(call obj,$(wildcard tests/support/*.c)) $(BUILD)/libphone.a $(BUILD)/libsampan.a
	$(LINK) -lcmocka $(LIB_LIBS) $(call pkg,--libs gammu)

# Ten minutes of crashes and faults; TORTURE_S=60 for one, SEED=n for the same again.
TORTURE_S = 600
SEED =
torture: need-build need-check
	@$(MAKE) --no-print-directory -s programs $(BUILD)/torture
	@SAMPAN_BUILD=$(BUILD) CMOCKA_MESSAGE_OUTPUT=STDOUT $(BUILD)/torture $(TORTURE_S) $(SEED)
$(BUILD)/torture: $(BUILD)/tests/torture.o $(call obj,$(wildcard tests/support/*.c)) $(BUILD)/libsampan.a
	$(LINK) -lcmocka $(LIB_LIBS)

# What takes too long for every change.
nightly:
	@$(MAKE) --no-print-directory torture
	@$(MAKE) --no-print-directory fuzz
	@$(MAKE) --no-print-directory bench

# The library under libFuzzer, FUZZ_S seconds a target; what it finds becomes a test.
FUZZ_S = 600
FUZZERS = $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
fuzz: need-build need-fuzz
	@$(MAKE) --no-print-directory -s BUILD=build/fuzz CC=clang HARDEN= \
	    CFLAGS='-O1 -g -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all' run-fuzz
run-fuzz: $(FUZZERS:%=$(BUILD)/fuzz_%)
	@for target in $(FUZZERS); do mkdir -p $(BUILD)/found/$$target; \
	    $(BUILD)/fuzz_$$target -max_total_time=$(FUZZ_S) -max_len=2000 -print_final_stats=1 \
	        $(BUILD)/found/$$target tests/fuzz/corpus/$$target || exit 1; done
$(BUILD)/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(BUILD)/tests/fuzz/words.o $(BUILD)/libsampan.a
	$(LINK) -fsanitize=fuzzer $(LIB_LIBS)

demo: need-build
	@echo "Building ..." >&2
	@$(MAKE) --no-print-directory -s programs
	@sh packaging/demo.sh $(BUILD)
bench: need-build need-check
	@$(MAKE) --no-print-directory programs $(BUILD)/bench_gateway $(BUILD)/bench_bare_gammu \
	    $(BUILD)/bench_catalogue $(BUILD)/bench_parser $(BUILD)/bench_large
	@sh tests/bench/run.sh $(BUILD)
lint: need-build need-lint
	@sh tests/lint.sh
format:
	clang-format -i $$(git ls-files '*.[ch]')
need-%:
	@sh packaging/need.sh $*
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/sbin $(DESTDIR)$(PREFIX)/share/sampan
	install $(BUILD)/sampan $(BUILD)/sampan-phone $(DESTDIR)$(PREFIX)/bin
	install $(BUILD)/sampand $(BUILD)/sampan-modem $(BUILD)/sampan-web $(DESTDIR)$(PREFIX)/sbin
	install -m 644 config/*.conf config/*.csv config/*.html config/*.txt config/*.css config/*.example \
	    $(DESTDIR)$(PREFIX)/share/sampan
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	$(BUILD)/sampan completion bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/sampan
	install -d $(DESTDIR)/etc/sampan $(DESTDIR)/var/lib/sampan
clean:
	rm -rf build demo

.PHONY: all programs check run-tests torture nightly fuzz run-fuzz demo bench lint format install clean
.SECONDARY:
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
