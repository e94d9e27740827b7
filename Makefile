# make            the program, ./prof2dot (V=1 shows the commands)
# make demo       the shipped samples as pictures and reports, in build/demo
# make check      all tests;  make check-san  most of them under AddressSanitizer and UBSan
# make check-browser   the HTML report in Chromium (needs ./install-deps --browser)
# make format     the sources, as .clang-format has it
# make coverage   which part of the lines the tests run (gcc)
# make bench      ratios against CPython and gprof2dot
# make wheel      build/wheel/*.whl, for pip;  make deb, make rpm: packages for systems, in build/;
#                 make source: the sources in an archive, with recipes for Homebrew, Alpine and Nix
# make lint       clang-tidy, gcc's analyzer and cppcheck (needs ./install-deps --ci)
# make install    to $(DESTDIR)$(PREFIX), with man page and completions;  make uninstall

CC ?= cc
CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
# Not from the environment: tests export both, and what they start would link over the tree's program.
BUILD = build
PROGRAM = prof2dot

MANUAL = $(PREFIX)/share/man/man1/prof2dot.1
COMPLETION_BASH = $(PREFIX)/share/bash-completion/completions/prof2dot
COMPLETION_ZSH = $(PREFIX)/share/zsh/site-functions/_prof2dot
COMPLETION_FISH = $(PREFIX)/share/fish/vendor_completions.d/prof2dot.fish
INSTALLED = $(PREFIX)/bin/prof2dot $(MANUAL) $(COMPLETION_BASH) $(COMPLETION_ZSH) $(COMPLETION_FISH)

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
           -Wmissing-prototypes -Wvla
PACKAGES = libcgraph libgvc libpng fontconfig libpcre2-8 zlib libzstd jansson
# Graphviz' plugins linked in instead of loaded: a program that is carried elsewhere with its libraries.
ifdef PLUGINS_INSIDE
PLUGIN_FLAGS = -DPROF2DOT_PLUGINS_INSIDE
PLUGIN_LIBS = -L$(shell pkg-config --variable=libdir libgvc)/graphviz \
    -lgvplugin_core -lgvplugin_dot_layout -lgvplugin_neato_layout -lgvplugin_pango
endif
ALL_CFLAGS = -std=c11 -D_XOPEN_SOURCE=700 -Iinclude $(WARNINGS) $(PLUGIN_FLAGS) $(CFLAGS)
PACKAGE_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
LIBS := $(shell pkg-config --libs $(PACKAGES)) $(PLUGIN_LIBS) -lm -pthread

Q = $(if $(V),,@)
say = @$(if $(V),:,echo " ")

SOURCES := $(sort $(wildcard src/*/*.c src/*/*/*.c))
OBJECTS = $(SOURCES:src/%.c=$(BUILD)/%.o) $(BUILD)/shell.o $(BUILD)/runner.o
LIBRARY = $(BUILD)/libprof2dot.a
UNITS = $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/unit/*.c)))
DRIVERS = $(patsubst tests/drivers/%.c,$(BUILD)/drivers/%,$(sort $(wildcard tests/drivers/*.c)))

all: $(PROGRAM)

$(PROGRAM): $(OBJECTS)
	$(say) LD $@
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

# All but main(), for the tests; made anew, so that no object of a file that is gone stays in it.
$(LIBRARY): $(filter-out $(BUILD)/cli/main.o,$(OBJECTS))
	$(say) AR $@
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/%.o: src/%.c
	@mkdir -p $(@D)
	$(say) CC $<
	$(Q)$(CC) $(ALL_CFLAGS) $(PACKAGE_CFLAGS) -MMD -MP -c -o $@ $<

# The report's page, put together and turned into C.
$(BUILD)/shell.c: $(wildcard templates/* templates/*/*)
	@mkdir -p $(@D)
	$(say) BUNDLE $@
	$(Q)templates/bundle > $@.new && mv $@.new $@

# The module that starts the profiler in the program's Python, turned into C.
$(BUILD)/runner.c: runner/sitecustomize.py runner/bundle
	@mkdir -p $(@D)
	$(say) BUNDLE $@
	$(Q)runner/bundle $< > $@.new && mv $@.new $@

$(BUILD)/shell.o $(BUILD)/runner.o: %.o: %.c
	$(say) CC $<
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/tests/%: tests/unit/%.c $(LIBRARY)
	@mkdir -p $(@D)
	$(say) CC $<
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $< $(LIBRARY) \
	    $$(pkg-config --cflags --libs cmocka) $(LIBS)

$(BUILD)/drivers/%: tests/drivers/%.c $(LIBRARY)
	@mkdir -p $(@D)
	$(say) CC $<
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $< $(LIBRARY) $(LIBS)

-include $(OBJECTS:.o=.d) $(UNITS:=.d) $(DRIVERS:=.d)

# The man page and the completions come out of the program's table of options; RUN=... runs a program
# that was built for another system.
install: $(PROGRAM)
	mkdir -p $(addprefix $(DESTDIR),$(dir $(INSTALLED)))
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/prof2dot
	$(Q)for kind in man:$(MANUAL) bash:$(COMPLETION_BASH) zsh:$(COMPLETION_ZSH) fish:$(COMPLETION_FISH); do \
	    echo "generate $(DESTDIR)$${kind#*:}"; \
	    $(RUN) $(abspath $(PROGRAM)) --generate $${kind%%:*} > $(DESTDIR)$${kind#*:} || exit; \
	    chmod 644 $(DESTDIR)$${kind#*:} || exit; done

uninstall:
	rm -f $(addprefix $(DESTDIR),$(INSTALLED))

demo: $(PROGRAM)
	@PROF2DOT=$(abspath $(PROGRAM)) samples/render build/demo
	@echo "Open build/demo/embedding/slow.html in a browser; samples/README.md explains the pictures."

# build/wheel/*.whl, checked: the program and all the libraries that it needs, to be installed by pip.
wheel:
	python/build-wheel build/wheel

# Needs dpkg-dev.
deb:
	packaging/build-deb build/deb

# Needs rpmbuild.
rpm:
	packaging/build-rpm build/rpm

# build/source/: an archive of the sources, and recipes for Homebrew, Alpine and Nix that take it from URL.
source:
	packaging/build-source build/source $(URL)

# All that `make check` runs, without running it.
tested: $(PROGRAM) $(UNITS) $(DRIVERS)

check: tested
	BUILD=$(BUILD) PROGRAM=$(abspath $(PROGRAM)) tests/run $(LEFT_OUT)

SANITIZED = BUILD=build/san PROGRAM=build/san/prof2dot \
    CFLAGS="-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined" \
    LDFLAGS="-fsanitize=address,undefined"

tested-san:
	$(MAKE) tested $(SANITIZED)

# Left out: groups that measure pictures, try Pythons, read sentences or hold figures against a file, by ways
# through the program that others take.
check-san:
	$(MAKE) check $(SANITIZED) \
	    LEFT_OUT="-readable -screen -fonts -alike -profilers -run-profilers -web -notebook -packages -wheel -readme \
	        -sentences -views -running -stages -noise -python -roots -page -ledger -quiet -answer -manual \
	        -suggestions -canvases -qualified -blame -tree-truth -laws -filters -cases -kinds \
	        -shares"

check-browser: $(PROGRAM)
	PROGRAM=$(abspath $(PROGRAM)) tests/browser/run

format:
	clang-format -i $(sort $(wildcard include/*/*.h include/*/*/*.h tests/unit/*.[ch] tests/drivers/*.c)) $(SOURCES)

coverage:
	$(MAKE) check BUILD=build/coverage PROGRAM=build/coverage/prof2dot \
	    CFLAGS="-O0 -g --coverage -fprofile-update=atomic" LDFLAGS="--coverage"
	@for file in $(SOURCES:src/%.c=build/coverage/%.gcda); do gcov -n $$file; done 2>/dev/null | \
	    awk -F"[:% ]+" '/^File .src/ { own = 1 } \
	        /^Lines executed/ && own { run += $$3 * $$5 / 100; all += $$5; own = 0 } \
	        END { printf "%.1f %% of %d lines\n", 100 * run / all, all }'

bench: $(PROGRAM)
	PROGRAM=$(abspath $(PROGRAM)) tests/bench/run

# Static checks; .clang-tidy says which are left out and why. cppcheck 2.10 cannot parse a compound
# literal in a conditional expression, nor jansson's loops.
lint:
	@printf '%s\n' $(filter-out $(BUILD)/%,$(SOURCES)) | xargs -P2 -n8 sh -c \
	    'clang-tidy --quiet "$$@" -- -std=c11 -D_XOPEN_SOURCE=700 -Iinclude 2>/dev/null' lint
	@printf '%s\n' $(filter-out $(BUILD)/%,$(SOURCES)) | xargs -P2 -I{} gcc -std=c11 \
	    -D_XOPEN_SOURCE=700 -Iinclude $(PACKAGE_CFLAGS) -O1 -fanalyzer -Werror -c -o /dev/null {}
	cppcheck --quiet -j2 --std=c11 -Iinclude --enable=warning,performance,portability \
	    --suppress=missingIncludeSystem --suppress=internalAstError --suppress=unknownMacro \
	    --inline-suppr --error-exitcode=1 src

clean:
	rm -rf build prof2dot

.PHONY: all install uninstall demo wheel deb rpm source tested tested-san check check-san check-browser format coverage bench lint clean
