/* The sample file: the options table, written as a person would write sampan.conf. */
#include <string.h>

#include "config/config.h"
#include "config/options.h"

static void print_comment(const char *text, const char *indent, FILE *out)
{
    while (*text) {
        size_t length = strcspn(text, "\n");

        fprintf(out, "%s# %.*s\n", indent, (int)length, text);
        text += length + (text[length] == '\n');
    }
}

static void print_option(const struct option *option, const char *indent, FILE *out)
{
    const char *value = option->example ? option->example : option->fallback;
    const char *quote = option->type == OPTION_INT || option->type == OPTION_BOOL ? "" : "\"";
    const char *comment = option->fallback ? "#" : "";
    char rule[160];

    option_rule(option, rule, sizeof rule);
    print_comment(option->help, indent, out);
    fprintf(out, "%s# Must be %s.\n", indent, rule);
    fprintf(out, "%s%s%s = %s%s%s;\n", indent, comment, option->key, quote, value, quote);
}

static void print_list(const struct option *option, FILE *out)
{
    print_comment(option->help, "", out);
    fprintf(out, "# From %d to %d of them.\n%s = (\n  {\n", option->min, option->max, option->key);
    for (const struct option *row = MODEM_OPTIONS; row->key; row++) {
        if (row != MODEM_OPTIONS)
            fputc('\n', out);
        print_option(row, "    ", out);
    }
    fprintf(out, "  }\n);\n");
}

void config_print_sample(FILE *out)
{
    fputs(
        "# Configuration of the SMS gateway Sampan, with every option there is.\n"
        "# A line that begins with #key is an option that may be left out; it shows the default.\n"
        "# `sampand -n -c FILE` says all that is wrong in a file.\n",
        out);
    for (const struct option *option = OPTIONS; option->key; option++) {
        fputc('\n', out);
        if (option->type == OPTION_LIST)
            print_list(option, out);
        else
            print_option(option, "", out);
    }
}
