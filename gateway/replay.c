#include "gateway/replay.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gateway/catalogue_export.h"
#include "gateway/catalogue_import.h"
#include "gateway/reply/gsm7.h"
#include "gateway/words.h"

#define PART_UNITS 150
#define BEARER     "replay"

static int import(struct db *db, const char *path, struct problems *problems)
{
    struct import_summary summary;
    FILE *report = fopen("/dev/null", "w");
    int rc = report ? catalogue_import(db, path, BEARER, 0, report, &summary, problems) : -errno;

    if (report)
        fclose(report);
    return rc;
}

/* The catalogue as it is now, by the way that it goes to a spreadsheet and back. */
static int copy_catalogue(struct db *from, struct db *to, struct problems *problems)
{
    char path[] = "/tmp/sampan-replay-XXXXXX";
    int fd = mkstemp(path), rc;
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w");

    if (!file)
        return -errno;
    rc = catalogue_export_csv(from, file);
    if (fclose(file) != 0 && rc >= 0)
        rc = -errno;
    if (rc > 0)
        rc = import(to, path, problems);
    unlink(path);
    return rc;
}

int replay_open(struct replay *replay, struct db *from, const char *catalogue,
                const struct config *config, const struct texts *texts, struct problems *problems)
{
    char error[256];
    int rc;

    *replay = (struct replay){.core = {.config = config, .texts = texts}};
    rc = db_open(":memory:", &replay->core.db, error);
    if (rc == 0)
        rc = catalogue ? import(replay->core.db, catalogue, problems)
                       : copy_catalogue(from, replay->core.db, problems);
    if (rc == 0)
        rc = words_load(replay->core.db, config, &replay->vocabulary);
    replay->core.vocabulary = replay->vocabulary;
    return rc;
}

void replay_close(struct replay *replay)
{
    vocabulary_close(replay->vocabulary);
    db_close(replay->core.db);
}

/* The next units of *text, at most PART_UNITS. */
static int take_units(const char **text, uint16_t units[LINK_UNITS_MAX])
{
    int length = 0;

    while (**text && length < PART_UNITS - 1) {
        uint32_t c = gsm7_next_character(text);

        if (c > 0xffff) {
            units[length++] = (uint16_t)(0xd800 + ((c - 0x10000) >> 10));
            c = 0xdc00 + ((c - 0x10000) & 0x3ff);
        }
        units[length++] = (uint16_t)c;
    }
    return length;
}

/* As it came: one SMS, or the parts of a long one. */
static int store(struct replay *replay, const struct inbox_message *recorded)
{
    struct link_sms sms = {.sent_at = recorded->sent_at};
    const char *text = recorded->text;
    int total = 0, rc = 0;

    do
        total++;
    while (take_units(&text, sms.units) > 0 && *text);
    text = recorded->text;
    snprintf(sms.sender, sizeof sms.sender, "%s", recorded->sender);
    for (int part = 1; rc >= 0 && part <= total; part++) {
        if (total > 1)
            sms.part = (struct link_part){.reference_bits = 16,
                                          .reference = (uint16_t)replay->references,
                                          .total = (uint8_t)total,
                                          .part = (uint8_t)part};
        sms.length = take_units(&text, sms.units);
        rc = core_store(&replay->core, BEARER, &sms, recorded->received_at);
    }
    replay->references += total > 1;
    return rc;
}

static int first_answer(const void *row, void *context)
{
    const struct outbox_message *answer = row;

    memcpy(context, answer->text, OUTBOX_TEXT_SIZE);
    return -ECANCELED;
}

int replay_message(struct replay *replay, const struct inbox_message *recorded,
                   struct inbox_message *ret, char answer[OUTBOX_TEXT_SIZE])
{
    struct db *db = replay->core.db;
    int rc = db_begin(db);

    answer[0] = '\0';
    if (rc == 0)
        rc = store(replay, recorded);
    if (rc > 0)
        rc = core_answer_next(&replay->core, recorded->received_at);
    if (rc == 0)
        rc = -EEXIST; /* the same SMS twice */
    rc = db_end(db, rc);
    if (rc >= 0)
        rc = inbox_get(db, inbox_last(db), ret);
    if (rc > 0)
        rc = outbox_answers(db, ret->id, first_answer, answer);
    return rc == -ECANCELED || rc >= 0 ? 0 : rc;
}
