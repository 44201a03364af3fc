/* Commands: finding the row, reading the arguments, writing the answer. */

#include "gateway/phone/command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct {
    const char *title;
    const struct command *rows;
} tables[] = {
    {"Messages and calls", command_messages},
    {"Faults", command_faults},
};

#define TABLES (sizeof tables / sizeof tables[0])

void answer_line(struct answer *answer, const char *format, ...)
{
    char text[COMMAND_LINE_SIZE];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    answer->line(answer->context, text);
}

int answer_fail(struct answer *answer, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(answer->reason, sizeof answer->reason, format, args);
    va_end(args);
    return -EINVAL;
}

char *take_word(char **text)
{
    char *word = *text + strspn(*text, " \t");
    size_t length = strcspn(word, " \t");

    if (length == 0)
        return NULL;
    *text = word + length;
    if (**text != '\0')
        *(*text)++ = '\0';
    *text += strspn(*text, " \t");
    return word;
}

int take_number(char **text, int min, int max, int *ret)
{
    const char *word = take_word(text);
    char *end;

    if (!word)
        return -EINVAL;
    long number = strtol(word, &end, 10);
    if (*end != '\0' || number < min || number > max)
        return -EINVAL;
    *ret = (int)number;
    return 0;
}

void unescape(char *text)
{
    char *to = text;

    for (; *text != '\0'; text++) {
        if (*text == '\\' && strchr("nt\\", text[1]) && text[1] != '\0') {
            text++;
            *to++ = *text == 'n' ? '\n' : *text == 't' ? '\t' : '\\';
        } else {
            *to++ = *text;
        }
    }
    *to = '\0';
}

void escape(const char *text, char *ret, size_t size)
{
    static const char plain[] = "\n\t\r\\", letters[] = "ntr\\";
    size_t at = 0;

    for (; *text != '\0' && at + 3 < size; text++) {
        const char *special = strchr(plain, *text);
        if (special)
            ret[at++] = '\\';
        ret[at++] = special ? letters[special - plain] : *text;
    }
    ret[at] = '\0';
}

static int help(struct answer *answer)
{
    for (size_t i = 0; i < TABLES; i++) {
        answer_line(answer, "%s", tables[i].title);
        for (const struct command *row = tables[i].rows; row->name; row++) {
            char usage[64];
            snprintf(usage, sizeof usage, "/%s %s", row->name, row->arguments);
            answer_line(answer, "  %-36s %s", usage, row->help);
        }
    }
    return 0;
}

int command_run(struct phone *phone, char *line, struct answer *answer)
{
    const char *name = take_word(&line);

    answer->reason[0] = '\0';
    if (!name)
        return answer_fail(answer, "no command");
    if (strcasecmp(name, "help") == 0)
        return help(answer);
    for (size_t i = 0; i < TABLES; i++)
        for (const struct command *row = tables[i].rows; row->name; row++)
            if (strcasecmp(row->name, name) == 0) {
                int rc = row->run(phone, line, answer);
                if (rc < 0 && answer->reason[0] == '\0')
                    answer_fail(answer, "usage: %s %s", row->name, row->arguments);
                return rc;
            }
    return answer_fail(answer, "no such command: %s (help lists them)", name);
}
