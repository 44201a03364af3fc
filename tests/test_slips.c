/* Slips: what officers change is changed only by a command that is written to the letter. Every
 * slip of the thumb in every such command is tried. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parser/request.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

#define OFFICER   "+6281200000900"
#define TEXT_SIZE 128

/* Each command as it is taught; the slips are made in its words that stand in capitals. */
static const struct command {
    const char *text;
    enum intent intent;
} commands[] = {
    {"STATUS 0100014 PROSES", INTENT_STATUS},
    {"STATUS 0100014 SELESAI lampu diganti", INTENT_STATUS},
    {"STATUS 0100014 VERIFIKASI", INTENT_STATUS},
    {"STATUS 0100014 JADI", INTENT_STATUS},
    {"TERUS 0100014 pupr", INTENT_STATUS},
    {"LENGKAPI 0100014 nama rt", INTENT_STATUS},
    {"TOLAK 0100014 bukan wilayah kami", INTENT_STATUS},
    {"JAWAB 0100014 besok kami datang", INTENT_JAWAB},
    {"BERKAS 081234567890 skck", INTENT_BERKAS},
    {"KABAR paspor tutup sampai besok", INTENT_KABAR},
    {"SIAR besok posyandu di balai desa", INTENT_SIAR},
};

#define COMMANDS (sizeof commands / sizeof commands[0])

static struct request request;
static struct fixture *f;

static void parse(const char *text)
{
    struct request_input input = {.text = text, .sender = OFFICER, .officer = true};

    request_parse(f->vocabulary, &input, &request);
}

static void expect_nothing_done(const char *text)
{
    parse(text);
    for (int i = 0; i < request.intents; i++)
        if (intent_changes(request.intent[i]))
            fail_msg("\"%s\" is done as %s", text, intent_names[request.intent[i]]);
}

/* The keys around one on the keyboard of a phone. */
static const char *neighbours(char key)
{
    static const char *const around[] = {
        "QWSZ",   "VGHN",  "XDFV", "SERFCX", "WSDR", "DRTGVC", "FTYHBV", "GYUJNB", "UJKO",
        "HUIKMN", "JIOLM", "KOP",  "NJK",    "BHJM", "IKLP",   "OL",     "WA",     "EDFT",
        "AWEDXZ", "RFGY",  "YHJI", "CFGB",   "QASE", "ZSDC",   "TGHU",   "ASX"};

    return around[key - 'A'];
}

/* All slips at one letter of a text, each handed on. */
static void slip_at(const char *text, size_t at, void (*each)(const char *text))
{
    char slip[TEXT_SIZE];
    size_t length = strlen(text);

    snprintf(slip, sizeof slip, "%s", text);
    memmove(slip + at, slip + at + 1, length - at);
    each(slip);
    if (text[at + 1] >= 'A' && text[at + 1] <= 'Z' && text[at + 1] != text[at]) {
        snprintf(slip, sizeof slip, "%s", text);
        slip[at] = text[at + 1];
        slip[at + 1] = text[at];
        each(slip);
    }
    for (const char *key = neighbours(text[at]); *key; key++) {
        snprintf(slip, sizeof slip, "%s", text);
        slip[at] = *key;
        each(slip);
    }
}

static void slip_everywhere(const char *text, void (*each)(const char *text))
{
    for (size_t at = 0; text[at]; at++)
        if (text[at] >= 'A' && text[at] <= 'Z')
            slip_at(text, at, each);
}

static void every_command_that_changes_something_is_tried(void **state)
{
    f = *state;

    for (int intent = 0; intent < INTENTS; intent++) {
        bool tried = false;

        for (size_t i = 0; i < COMMANDS; i++)
            tried = tried || commands[i].intent == (enum intent)intent;
        if (tried != intent_changes((enum intent)intent))
            fail_msg("add %s to the commands of this test", intent_names[intent]);
    }
}

static void to_the_letter_it_is_done(void **state)
{
    f = *state;

    for (size_t i = 0; i < COMMANDS; i++) {
        parse(commands[i].text);
        if (request.intent[0] != commands[i].intent)
            fail_msg("\"%s\" is %s", commands[i].text, intent_names[request.intent[0]]);
    }
}

static void no_slip_changes_anything(void **state)
{
    f = *state;

    for (size_t i = 0; i < COMMANDS; i++)
        slip_everywhere(commands[i].text, expect_nothing_done);
}

static enum intent expected;

static void expect_asked(const char *text)
{
    if (strncmp(text, "SIA ", 4) == 0)
        return; /* a word by itself */
    parse(text);
    if (request.meant != expected)
        fail_msg("\"%s\" is taken for %s, meant %s", text, intent_names[request.intent[0]],
                 intent_names[request.meant]);
}

static void a_slip_is_asked_for_once_more(void **state)
{
    f = *state;

    for (size_t i = 0; i < COMMANDS; i++) {
        expected = commands[i].intent;
        slip_everywhere(commands[i].text, expect_asked);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_command_that_changes_something_is_tried),
        cmocka_unit_test(to_the_letter_it_is_done),
        cmocka_unit_test(no_slip_changes_anything),
        cmocka_unit_test(a_slip_is_asked_for_once_more),
    };

    return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
