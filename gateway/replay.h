/* Replay: recorded messages once more, through the present parser and a catalogue, in a gateway
 * without modems whose database is in memory. */
#pragma once

#include "config/problems.h"
#include "db/inbox.h"
#include "db/outbox.h"
#include "gateway/core.h"

struct replay {
    struct core core;
    struct vocabulary *vocabulary;
    int references; /* of the long messages so far */
};

/* Begin with the catalogue of from, or if catalogue is not NULL with that CSV file. config and
 * texts are borrowed until the end. Returns 0; -EINVAL with problems added; or an errno of db.h.
 * The caller closes it in any case. */
int replay_open(struct replay *replay, struct db *from, const char *catalogue,
                const struct config *config, const struct texts *texts, struct problems *problems);
void replay_close(struct replay *replay);

/* What becomes of a recorded message (its sender, text and time count): how it is understood in
 * *ret, and its first answer, "" for none. Messages are to be given in the order of their time, as
 * some answer our questions. Returns 0 or a negative errno. */
int replay_message(struct replay *replay, const struct inbox_message *recorded,
                   struct inbox_message *ret, char answer[OUTBOX_TEXT_SIZE]);
