/* sampan message follow: the log as it grows, until it is interrupted. */
#include "gateway/cli/follow.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "db/inbox.h"
#include "gateway/cli/message.h"
#include "gateway/program.h"

#define LOOK_MS 250
#define BEFORE  10 /* messages that are shown at the beginning, as tail does */

struct follow {
    struct message_listing listing;
    int64_t after;
};

/* Each message is shown once, when it is handled; what comes after one that waits waits, too. */
static int show(const void *row, void *context)
{
    const struct inbox_message *message = row;
    struct follow *follow = context;

    if (strcmp(message->state, "waiting") == 0)
        return -ECANCELED;
    follow->after = message->id;
    return message_print_row(row, &follow->listing);
}

static int show_new(struct follow *follow, struct inbox_filter *filter)
{
    int rc;

    filter->after = follow->after;
    rc = inbox_list(follow->listing.cli->db, filter, show, follow);
    if (fflush(stdout) != 0)
        return -EPIPE;
    return rc == -ECANCELED ? 0 : rc;
}

int cli_follow(struct cli *cli, struct inbox_filter *filter, enum output_format format)
{
    struct follow follow = {.listing = {.cli = cli}};
    int64_t version = -1, seen;
    int rc = 0;

    follow.after = filter->since ? 0 : inbox_last(cli->db) - BEFORE;
    message_begin(&follow.listing, format);
    while (rc >= 0) {
        seen = db_version_of_others(cli->db);
        rc = seen < 0 ? (int)seen : seen != version ? show_new(&follow, filter) : 0;
        version = seen;
        if (rc >= 0)
            poll(NULL, 0, LOOK_MS);
    }
    return rc == -EPIPE ? EXIT_FINE : cli_failed(cli, rc);
}
