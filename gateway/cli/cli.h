/* Command line: what the subcommands of sampan share. One file a command, one row each in the table
 * of sampan.c. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "config/config.h"
#include "db/db.h"
#include "gateway/cli/output.h"

struct cli {
    const char *config_file;
    struct config config;
    struct db *db;
    int64_t now;
    const char *command; /* "service" */
    const char *usage;   /* of that command */
};

/* A command: argv[0] is its name, as for main. Returns an exit code of gateway/program.h. */
typedef int cli_command(struct cli *cli, int argc, char **argv);
cli_command cli_parse;
cli_command cli_message;
cli_command cli_ticket;
cli_command cli_route;
cli_command cli_service;
cli_command cli_unit;
cli_command cli_holiday;
cli_command cli_area;
cli_command cli_block;
cli_command cli_officer;
cli_command cli_user;
cli_command cli_notice;
cli_command cli_announcement;
cli_command cli_journal;
cli_command cli_doctor;
cli_command cli_poster;
cli_command cli_backup;
cli_command cli_restore;
cli_command cli_report;
cli_command cli_purge;
cli_command cli_replay;
cli_command cli_incident;
cli_command cli_completion;
cli_command cli_send;
cli_command cli_forget;
cli_command cli_export_person;

/* The commands, as 'sampan -h' lists them. Each line of a usage begins with "sampan NAME", and then
 * has the words that are typed as they are, in small letters. */
struct cli_row {
    const char *name;
    cli_command *run;
    const char *usage, *purpose;
};
extern const struct cli_row cli_rows[];
extern const int cli_row_count;

/* Let words be a name of the service or group with that code; says whose they are if they are not
 * free, and what else of the messages that were not understood they catch. Returns an exit code. */
int cli_alias(struct cli *cli, const char *code, const char *words);

/* Say on standard error what was wrong with the arguments, and how the command is used. Returns
 * EXIT_USAGE. */
int cli_usage(const struct cli *cli, const char *wrong);

/* Say on standard error that the database failed. Returns EXIT_FAILED. */
int cli_failed(const struct cli *cli, int rc);

/* Who works here, for the journal: "operator:root". */
void cli_actor(char ret[64]);

/* What is changed in db comes from this terminal, for the journal. */
void cli_origin(struct db *db);

/* A number as it is shown: who sent a secret complaint is told to the inspectorate only, by SMS. */
const char *cli_number(bool secret, const char *number);

/* Ask on the terminal, without showing what is typed, for one line into ret, cut to size; from a
 * pipe it is read without asking. */
void cli_read_hidden(const char *prompt, char *ret, size_t size);

/* Local time as 2026-11-22 10:15. */
#define CLI_TIME_SIZE 24
void cli_time(const struct cli *cli, int64_t at, char ret[CLI_TIME_SIZE]);

/* Read 2026-11-22 or "2026-11-22 10:15", local time. Returns 0 or -EINVAL. */
int cli_read_time(const struct cli *cli, const char *text, int64_t *ret);

/* The options that lists have in common. */
struct cli_list_options {
    int64_t since;
    char number[24];
    const char *intent, *state, *unit;
    bool not_understood, overdue;
    enum output_format format;
};

/* Read them from argv. Returns 0, or the exit code after saying what is wrong. */
int cli_list_options(struct cli *cli, int argc, char **argv, struct cli_list_options *ret);

/* Whether value (NULL: not given) is one of count names. Returns 0, or the exit code after saying
 * which there are. */
int cli_check_choice(struct cli *cli, const char *option, const char *value,
                     const char *const *names, int count);
