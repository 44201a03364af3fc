/* Fixture: what tests stand on: a database with the sample catalogue, the real texts, a core that
 * is ready, SMS in and answers out, and a folder for files. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "config/config.h"
#include "config/texts.h"
#include "db/db.h"
#include "db/outbox.h"
#include "gateway/core.h"
#include "gateway/link.h"
#include "parser/vocabulary.h"

#define NOON      INT64_C(1772424000) /* 2026-03-02 12:00 WITA */
#define DAY_S     INT64_C(86400)
#define BEARER    "telkomsel"
#define OWN_SIM   "+6281200000001"
#define LA_ODE    "081234567890" /* as a network writes him */
#define LA_ODE_ID "+6281234567890"
#define WA_INA    "+6285298765432"

struct fixture {
    struct db *db;
    struct config config;
    struct texts texts;
    struct vocabulary *vocabulary;
    struct core core;
    struct outbox_message reply; /* the last one taken */
};

/* For cmocka: *state is a struct fixture * on a database in memory. */
int fixture_setup(void **state);
int fixture_teardown(void **state);

/* The same on a file, which may be there already. The sample catalogue is imported if the catalogue
 * is empty. */
struct fixture *fixture_open(const char *path);
void fixture_close(struct fixture *f);

/* An empty database in memory. */
struct db *fixture_db(void);

/* A file of the source tree, from its root ($SAMPAN_ROOT or "."). Valid until the next call. */
const char *source_path(const char *name);

/* A file in a folder of this test program's own, which is removed at its end. Valid until the
 * fourth call from now. */
const char *temp_path(const char *name);
void temp_write(const char *path, const char *text);

/* UTF-8 to the UTF-16 units of an SMS; returns how many. Text that does not fit fails the test. */
int units_of(const char *text, uint16_t units[LINK_UNITS_MAX]);
struct link_sms sms_of(const char *sender, const char *text, int64_t sent_at);

/* Store an SMS, sent and received at now, in a transaction; returns what core_store does. */
int receive(struct fixture *f, const char *sender, const char *text, int64_t now);

/* Answer all that waits, in a transaction; returns how many. */
int answer_all(struct fixture *f, int64_t now);

/* Take the next answer that is due and send it whole. Returns f->reply.text, or "" if nothing is
 * due. */
const char *take_reply(struct fixture *f, int64_t now);

/* The three in one: what a person is answered. A message that gets more than one answer fails the
 * test. */
const char *ask(struct fixture *f, const char *sender, const char *text, int64_t now);
