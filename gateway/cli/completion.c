/* sampan completion: what bash completes, made of the usage of each command. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "gateway/cli/cli.h"
#include "gateway/program.h"

static const char head[] = "# bash completion of sampan, written by 'sampan completion bash'\n"
                           "_sampan() {\n"
                           "    local command= sub= words= i\n"
                           "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
                           "        case ${COMP_WORDS[i]} in\n"
                           "        -c) ((i++)) ;;\n"
                           "        -*) ;;\n"
                           "        *) if [ -z \"$command\" ]; then command=${COMP_WORDS[i]}\n"
                           "           elif [ -z \"$sub\" ]; then sub=${COMP_WORDS[i]}; fi ;;\n"
                           "        esac\n"
                           "    done\n"
                           "    case $command in\n";
static const char tail[] =
    "    esac\n"
    "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\")\n"
    "}\n"
    "complete -o default -F _sampan sampan\n";

/* "list", or "show|remove|unlock": the words between the command and its first argument, which is
 * in capitals or brackets. Returns their length, 0 if there are none. */
static size_t subcommands(const char *arguments)
{
    size_t length = strspn(arguments, "abcdefghijklmnopqrstuvwxyz|-");

    return arguments[0] == '-' || (arguments[length] != ' ' && arguments[length] != '\0' &&
                                   arguments[length] != '\n')
               ? 0
               : length;
}

static void put_words(const char *words, size_t length)
{
    for (size_t i = 0; i < length; i++)
        putchar(words[i] == '|' ? ' ' : words[i]);
}

/* Every option of a line of usage. */
static void put_options(const char *line, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        size_t end = i;

        if (line[i] != '-' || !strchr(" [|", line[i - 1]))
            continue;
        while (end < length && (line[end] == '-' || isalpha((unsigned char)line[end])))
            end++;
        if (end - i > 1) /* "-" alone is standard output */
            printf("%.*s ", (int)(end - i), line + i);
        i = end;
    }
}

/* "sampan message list [--since DATE]\n       sampan ...": each line without "sampan message ". */
static const char *next_line(const char *usage, const char *name, size_t *length)
{
    const char *at = strstr(usage, "sampan ");

    if (!at)
        return NULL;
    at += strlen("sampan ") + strlen(name);
    at += *at == ' ';
    *length = strcspn(at, "\n");
    return at;
}

static void put_command(const struct cli_row *row)
{
    size_t length;

    printf("    %s)\n        words=\"-h ", row->name);
    for (const char *line = row->usage; (line = next_line(line, row->name, &length));
         line += length) {
        size_t sub = subcommands(line);

        if (sub == 0)
            put_options(line, length);
        put_words(line, sub);
        putchar(' ');
    }
    puts("\"\n        case $sub in");
    for (const char *line = row->usage; (line = next_line(line, row->name, &length));
         line += length) {
        size_t sub = subcommands(line);

        if (sub == 0)
            continue;
        printf("        %.*s) words=\"", (int)sub, line);
        put_options(line, length);
        puts("\" ;;");
    }
    puts("        esac ;;");
}

int cli_completion(struct cli *cli, int argc, char **argv)
{
    if (argc != 2 || strcmp(argv[1], "bash") != 0)
        return cli_usage(cli, "say 'bash'");
    fputs(head, stdout);
    fputs("    '') words=\"-c -h -V", stdout);
    for (int i = 0; i < cli_row_count; i++)
        printf(" %s", cli_rows[i].name);
    puts("\" ;;");
    for (int i = 0; i < cli_row_count; i++)
        put_command(&cli_rows[i]);
    fputs(tail, stdout);
    return EXIT_FINE;
}
