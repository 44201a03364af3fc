/* The list of messages, for whoever shows it. */
#pragma once

#include "gateway/cli/cli.h"

struct message_listing {
    struct cli *cli;
    struct output output;
};
void message_begin(struct message_listing *listing, enum output_format format);

/* A db_visit for struct inbox_message; context is a struct message_listing. */
int message_print_row(const void *row, void *context);
