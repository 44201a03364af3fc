/* sampan: the operator's command line. */
#include <errno.h>
#include <getopt.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "db/journal.h"
#include "gateway/cli/cli.h"
#include "gateway/program.h"
#include "parser/keyword.h"
#include "parser/msisdn.h"

const struct cli_row cli_rows[] = {
    {"parse", cli_parse, "sampan parse [-v] [--tsv] [--from NUMBER] [TEXT]",
     "try how a text would be understood"},
    {"message", cli_message,
     "sampan message list [--since DATE] [--number NUMBER] [--intent NAME] [--state NAME] "
     "[--not-understood] [--json|--csv]\n"
     "       sampan message follow [--since DATE] [--number NUMBER] [--intent NAME] "
     "[--not-understood] [--json|--csv]\n"
     "       sampan message search WORDS|NUMBER [--since DATE] [--json|--csv]\n"
     "       sampan message show ID\n"
     "       sampan message corrupt [--json|--csv]",
     "the messages and what was answered"},
    {"send", cli_send, "sampan send NUMBER TEXT", "write an SMS to one person"},
    {"ticket", cli_ticket,
     "sampan ticket list [--state NAME] [--unit CODE] [--overdue] [--json|--csv]\n"
     "       sampan ticket search WORDS|NUMBER [--since DATE] [--json|--csv]\n"
     "       sampan ticket show NUMBER\n"
     "       sampan ticket assign NUMBER UNIT\n"
     "       sampan ticket status NUMBER STATE [NOTE]\n"
     "       sampan ticket reply NUMBER TEXT",
     "the complaints"},
    {"route", cli_route,
     "sampan route list [--json|--csv]\n"
     "       sampan route import FILE.csv\n"
     "       sampan route export\n"
     "       sampan route promise UNIT DAYS",
     "which office gets a complaint that names none"},
    {"service", cli_service,
     "sampan service import [--dry-run] FILE.csv\n"
     "       sampan service export [--json] [FILE|-]\n"
     "       sampan service list [--json|--csv]\n"
     "       sampan service show CODE [--json]\n"
     "       sampan service history CODE [--json|--csv]\n"
     "       sampan service revert CODE VERSION [--kind unit|layanan|kelompok|terjemahan]\n"
     "       sampan service check [CODE] [--json|--csv]\n"
     "       sampan service approve CODE|--all --by NAME\n"
     "       sampan service alias CODE \"WORDS\"",
     "the catalogue"},
    {"unit", cli_unit,
     "sampan unit list [--json|--csv]\n"
     "       sampan unit show CODE [--json]",
     "the offices"},
    {"holiday", cli_holiday,
     "sampan holiday import FILE.csv\n"
     "       sampan holiday list [--since DATE] [--json|--csv]\n"
     "       sampan holiday add DATE \"NAME\" [--unit CODE]\n"
     "       sampan holiday remove DATE [--unit CODE]",
     "days on which offices are closed"},
    {"area", cli_area,
     "sampan area import FILE.csv\n"
     "       sampan area export\n"
     "       sampan area list [--json|--csv]\n"
     "       sampan area show CODE",
     "kecamatan, desa, RW and RT, and who is there for them"},
    {"block", cli_block,
     "sampan block add NUMBER REASON\n"
     "       sampan block remove NUMBER\n"
     "       sampan block list [--json|--csv]",
     "numbers that are never answered"},
    {"report", cli_report,
     "sampan report [--month YYYY-MM] [--unit CODE] [--ranking | --cases] [--format "
     "text|csv|json|html]",
     "how well the offices answered in a month"},
    {"poster", cli_poster,
     "sampan poster [--officer | --standard CODE | --size a4|a3] [--format html|pdf] [-o FILE]",
     "a page for the notice board, cards for officers, or service standards"},
    {"notice", cli_notice,
     "sampan notice list [--all] [--json|--csv]\n"
     "       sampan notice add CODE \"TEXT\"\n"
     "       sampan notice end CODE [\"WORDS\"]\n"
     "       sampan notice cancel CODE",
     "what holds for a service or an office for a while"},
    {"announcement", cli_announcement,
     "sampan announcement list [--json|--csv]\n"
     "       sampan announcement show NUMBER",
     "what was said down the tree of areas, and who has read it"},
    {"officer", cli_officer,
     "sampan officer add NUMBER --name NAME [--role "
     "petugas|atasan|inspektorat|sekda|operator] [--unit CODE] [--area CODE]\n"
     "       sampan officer list [--unit CODE] [--json|--csv]\n"
     "       sampan officer show|remove|unlock NUMBER\n"
     "       sampan officer pin NUMBER [--choose]\n"
     "       sampan officer sheet NUMBER [COUNT]",
     "who may change something by SMS"},
    {"user", cli_user,
     "sampan user add NAME --role admin|operator|viewer|unit [--unit CODE]\n"
     "       sampan user list [--json|--csv]\n"
     "       sampan user password|remove NAME",
     "who may use the pages of sampan-web"},
    {"journal", cli_journal,
     "sampan journal list [--since DATE] [--actor PART] [--subject PART] [--json|--csv]\n"
     "       sampan journal verify [ID HASH]",
     "who changed what"},
    {"backup", cli_backup, "sampan backup [--to FILE|FOLDER] [--keep COUNT]",
     "copy the database, while the gateway runs"},
    {"restore", cli_restore, "sampan restore FILE", "put a backup in the database's place"},
    {"purge", cli_purge, "sampan purge [--dry-run] [--json|--csv]",
     "end what names persons and is older than it may be"},
    {"forget", cli_forget, "sampan forget NUMBER",
     "forget a person who asks for it (UU 27/2022 Art. 8)"},
    {"export-person", cli_export_person, "sampan export-person NUMBER [--json|--csv]",
     "show a person all that is held of them (UU 27/2022 Art. 7)"},
    {"incident", cli_incident,
     "sampan incident [--since DATE] [--until DATE]\n"
     "       sampan incident --numbers [--since DATE] [--until DATE] [--json|--csv]",
     "draft the notice of a breach (UU 27/2022 Art. 46)"},
    {"replay", cli_replay,
     "sampan replay [--since DATE] [--catalogue FILE.csv] [--json|--csv]\n"
     "       sampan replay MESSAGES.csv [--catalogue FILE.csv] [--json|--csv]",
     "what would be answered differently now"},
    {"completion", cli_completion, "sampan completion bash", "what the shell completes with TAB"},
    {"doctor", cli_doctor, "sampan doctor", "whether the gateway is well"},
};
const int cli_row_count = sizeof cli_rows / sizeof cli_rows[0];

int cli_usage(const struct cli *cli, const char *wrong)
{
    fprintf(stderr, "sampan %s: %s\nusage: %s\n", cli->command, wrong, cli->usage);
    return EXIT_USAGE;
}

int cli_failed(const struct cli *cli, int rc)
{
    fprintf(stderr, "sampan %s: %s: %s\n", cli->command, cli->config.database, strerror(-rc));
    return EXIT_FAILED;
}

void cli_actor(char ret[64])
{
    const struct passwd *user = getpwuid(getuid());

    snprintf(ret, 64, "operator:%.50s", user ? user->pw_name : "?");
}

/* Where the operator sits, for the journal: another machine, or the terminal. */
static const char *address(void)
{
    const char *remote = getenv("SSH_CONNECTION"), *terminal = ttyname(STDIN_FILENO);

    return remote ? remote : terminal ? terminal : "";
}

void cli_origin(struct db *db)
{
    journal_from(db, "cli", address());
}

const char *cli_number(bool secret, const char *number)
{
    return secret ? "(secret)" : number;
}

void cli_time(const struct cli *cli, int64_t at, char ret[CLI_TIME_SIZE])
{
    time_t local = at + config_utc_offset_s(&cli->config);
    struct tm tm;

    gmtime_r(&local, &tm);
    strftime(ret, CLI_TIME_SIZE, "%Y-%m-%d %H:%M", &tm);
}

int cli_read_time(const struct cli *cli, const char *text, int64_t *ret)
{
    struct tm tm = {0};
    const char *end = strptime(text, "%Y-%m-%d", &tm);

    if (end && *end)
        end = strptime(end, " %H:%M", &tm);
    if (!end || *end)
        return -EINVAL;
    *ret = (int64_t)timegm(&tm) - config_utc_offset_s(&cli->config);
    return 0;
}

static int read_number(struct cli *cli, const char *text, char ret[24])
{
    if (msisdn_read(text, ret) == MSISDN_INVALID)
        return cli_usage(cli, "--number: not a phone number");
    if (ret[0] == '\0')
        snprintf(ret, 24, "%.23s", text);
    return 0;
}

int cli_check_choice(struct cli *cli, const char *option, const char *value,
                     const char *const *names, int count)
{
    char wrong[512];
    int length = snprintf(wrong, sizeof wrong, "%s: there is no '%.40s'; there are", option,
                          value ? value : "");

    for (int i = 0; i < count; i++) {
        if (!value || strcmp(names[i], value) == 0)
            return 0;
        length += snprintf(wrong + length, sizeof wrong - (size_t)length, "%s %s", i ? "," : "",
                           names[i]);
    }
    return cli_usage(cli, wrong);
}

int cli_list_options(struct cli *cli, int argc, char **argv, struct cli_list_options *ret)
{
    static const struct option options[] = {
        {"since", required_argument, NULL, 's'},  {"number", required_argument, NULL, 'n'},
        {"intent", required_argument, NULL, 'i'}, {"state", required_argument, NULL, 't'},
        {"unit", required_argument, NULL, 'u'},   {"json", no_argument, NULL, 'j'},
        {"csv", no_argument, NULL, 'c'},          {"not-understood", no_argument, NULL, 'x'},
        {"overdue", no_argument, NULL, 'o'},      {0},
    };

    memset(ret, 0, sizeof *ret);
    optind = 0;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (option == 's' && cli_read_time(cli, optarg, &ret->since) < 0)
            return cli_usage(cli, "--since: a date such as 2026-11-22 or \"2026-11-22 10:15\"");
        if (option == 'n' && read_number(cli, optarg, ret->number) != 0)
            return EXIT_USAGE;
        if (option == 'i')
            ret->intent = optarg;
        if (option == 't')
            ret->state = optarg;
        if (option == 'u')
            ret->unit = optarg;
        if (option == 'x')
            ret->not_understood = true;
        if (option == 'o')
            ret->overdue = true;
        if (option == 'j' || option == 'c')
            ret->format = option == 'j' ? OUTPUT_JSON : OUTPUT_CSV;
        if (option == '?')
            return cli_usage(cli, "unknown option");
    }
    if (optind < argc)
        return cli_usage(cli, "too many arguments");
    return cli_check_choice(cli, "--intent", ret->intent, intent_names, INTENTS);
}

static int print_help(FILE *out)
{
    fputs("usage: sampan [-c FILE] [-h] [-V] COMMAND ...\n"
          "  -c FILE  the configuration (else $SAMPAN_CONFIG, else /etc/sampan/sampan.conf)\n\n",
          out);
    for (int i = 0; i < cli_row_count; i++)
        fprintf(out, "  %-13s %s\n", cli_rows[i].name, cli_rows[i].purpose);
    fputs("\n'sampan COMMAND -h' tells how a command is used.\n", out);
    return out == stdout ? EXIT_FINE : EXIT_USAGE;
}

/* What to do about a database that cannot be opened. */
static const char *advice(int rc)
{
    switch (rc) {
    case -EROFS:
    case -EACCES:
        return "It cannot be written. Is the disk read-only, or the file somebody else's? The "
               "modem "
               "keeps the SMS meanwhile.\n";
    case -ENOSPC:
        return "The disk is full. Make room. The modem keeps the SMS meanwhile.\n";
    case -EUCLEAN:
        return "The file is damaged or another program's. Keep a copy of it, and restore the "
               "newest "
               "backup.\n";
    default:
        return "";
    }
}

static int run(int i, const char *config_file, int argc, char **argv)
{
    static struct cli cli;
    char error[256];
    int code, rc;

    cli.command = cli_rows[i].name;
    cli.usage = cli_rows[i].usage;
    cli.now = time(NULL);
    if (argc > 1 && (strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "--help") == 0)) {
        printf("usage: %s\n", cli.usage);
        return EXIT_FINE;
    }
    if (cli_rows[i].run == cli_completion)
        return cli_completion(&cli, argc, argv);
    cli.config_file = config_path(config_file);
    code = program_load(cli.config_file, &cli.config, NULL);
    if (code != EXIT_FINE)
        return code;
    if (cli_rows[i].run != cli_restore) { /* the one for when it cannot be opened */
        rc = db_open(cli.config.database, &cli.db, error);
        if (rc < 0) {
            fprintf(stderr, "sampan: %s: %s\n%s", cli.config.database, error, advice(rc));
            return EXIT_FAILED;
        }
        cli_origin(cli.db);
    }
    code = cli_rows[i].run(&cli, argc, argv);
    db_close(cli.db);
    return fflush(stdout) == 0 ? code : EXIT_FAILED;
}

int main(int argc, char **argv)
{
    const char *config_file = NULL;

    for (int option; (option = getopt(argc, argv, "+c:hV")) != -1;) {
        if (option == 'c') {
            config_file = optarg;
        } else if (option == 'V') {
            printf("sampan %s\n", SAMPAN_VERSION);
            return EXIT_FINE;
        } else {
            return print_help(option == 'h' ? stdout : stderr);
        }
    }
    for (int i = 0; optind < argc && i < cli_row_count; i++)
        if (strcmp(cli_rows[i].name, argv[optind]) == 0)
            return run(i, config_file, argc - optind, argv + optind);
    if (optind < argc)
        fprintf(stderr, "sampan: there is no command '%s'\n", argv[optind]);
    return print_help(stderr);
}
