#include "gateway/cli/output.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "gateway/json.h"
#include "parser/mask.h"

#define TEXT_SIZE  8192
#define REST_LEAST 12

/* Pad or cut to width characters (of UTF-8), so that columns stand under each other; cut only to
 * -width if it is negative; 0: neither. */
static void put_cell(const char *text, int width)
{
    int written = 0, most = width < 0 ? -width : width;

    for (; *text && (most == 0 || written < most); text++) {
        unsigned char c = (unsigned char)*text;

        putchar(c < ' ' || c == 0x7f ? ' ' : c);
        if ((text[1] & 0xc0) != 0x80)
            written++;
    }
    for (; written < width; written++)
        putchar(' ');
}

/* A phone number or a figure is no formula. */
static bool is_number(const char *text)
{
    return text[0] != '=' && text[1] && text[1 + strspn(text + 1, "0123456789.")] == '\0';
}

/* A cell that begins like a formula is one for a spreadsheet, and villagers fill these cells. */
static void put_csv(const char *text)
{
    putchar('"');
    if (text[0] && strchr("=+-@\t\r", text[0]) && !is_number(text))
        putchar('\'');
    for (; *text; text++) {
        if (*text == '"')
            putchar('"');
        putchar(*text);
    }
    putchar('"');
}

static void put_header(const struct output *output)
{
    for (int i = 0; output->columns[i]; i++) {
        if (output->format == OUTPUT_CSV)
            printf("%s%s", i ? "," : "", output->columns[i]);
        else
            put_cell(output->columns[i],
                     output->widths[i] ? output->widths[i] : (int)strlen(output->columns[i]));
        if (output->format == OUTPUT_TABLE)
            fputs("  ", stdout);
    }
    putchar('\n');
}

/* On a terminal a row is a line: what is too long is cut, and CSV and JSON have all of it. */
static int rest_of_line(const char *const *columns, const int *widths)
{
    struct winsize size;
    int rest;

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0 || size.ws_col == 0)
        return 0;
    rest = size.ws_col;
    for (int i = 0; columns[i]; i++)
        rest -= widths[i] + (columns[i + 1] ? 2 : 0);
    return rest < REST_LEAST ? REST_LEAST : rest;
}

void output_begin(struct output *output, enum output_format format, const char *const *columns,
                  const int *widths)
{
    *output = (struct output){.format = format, .columns = columns, .widths = widths};
    if (format == OUTPUT_TABLE)
        output->rest = rest_of_line(columns, widths);
    if (format == OUTPUT_JSON)
        putchar('[');
    else if (format == OUTPUT_CSV || isatty(STDOUT_FILENO))
        put_header(output);
}

static void put_value(const struct output *output, int column, const char *value)
{
    char masked[TEXT_SIZE];

    if (!output->unmasked)
        value = mask_text(value, masked, sizeof masked);
    if (output->format == OUTPUT_TABLE)
        put_cell(value, output->widths[column] ? output->widths[column] : -output->rest);
    else if (output->format == OUTPUT_JSON)
        json_text(value, stdout);
    else
        put_csv(value);
}

void output_row(struct output *output, const char *const *values)
{
    if (output->format == OUTPUT_JSON)
        fputs(output->rows ? ",\n {" : "\n {", stdout);
    output->rows++;
    for (int i = 0; output->columns[i]; i++) {
        if (output->format == OUTPUT_TABLE) {
            put_value(output, i, values[i]);
            fputs(output->columns[i + 1] ? "  " : "", stdout);
            continue;
        }
        fputs(i ? "," : "", stdout);
        if (output->format == OUTPUT_JSON) {
            json_text(output->columns[i], stdout);
            putchar(':');
        }
        put_value(output, i, values[i]);
    }
    fputs(output->format == OUTPUT_JSON ? "}" : "\n", stdout);
}

void output_end(struct output *output)
{
    if (output->format == OUTPUT_JSON)
        puts(output->rows ? "\n]" : "]");
}

void output_text(const char *text)
{
    char masked[TEXT_SIZE];

    mask_text(text, masked, sizeof masked);
    for (const char *c = masked; *c; c++)
        putchar(((unsigned char)*c < ' ' && *c != '\n') || *c == 0x7f ? ' ' : *c);
    putchar('\n');
}
