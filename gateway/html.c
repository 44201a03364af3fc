#include "gateway/html.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd"

static void put_text(const char *text, FILE *out)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;

        if (c == '<')
            fputs("&lt;", out);
        else if (c == '>')
            fputs("&gt;", out);
        else if (c == '&')
            fputs("&amp;", out);
        else if (c == '"')
            fputs("&quot;", out);
        else if (c == '\'')
            fputs("&#39;", out);
        else if ((c < ' ' && c != '\n' && c != '\t') || c == 0x7f)
            fputs(REPLACEMENT, out);
        else
            fputc(c, out);
    }
}

/* A conversion that is none of these is a bug, which must not become a hole. */
void html_put(FILE *out, const char *format, ...)
{
    va_list values;

    va_start(values, format);
    for (const char *at; *format; format = at) {
        at = strchrnul(format, '%');
        fwrite(format, 1, (size_t)(at - format), out);
        if (strncmp(at, "%s", 2) == 0) {
            put_text(va_arg(values, const char *), out);
            at += 2;
        } else if (strncmp(at, "%d", 2) == 0) {
            fprintf(out, "%d", va_arg(values, int));
            at += 2;
        } else if (strncmp(at, "%lld", 4) == 0) {
            fprintf(out, "%lld", va_arg(values, long long));
            at += 4;
        } else if (*at) {
            assert(at[1] == '%');
            fputc('%', out);
            at += 2;
        }
    }
    va_end(values);
}
