#include "gateway/html.h"

void html_text(const char *text, FILE *out)
{
    for (; *text; text++) {
        switch (*text) {
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '&':
            fputs("&amp;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        default:
            fputc(*text, out);
        }
    }
}

void html_element(const char *name, const char *text, FILE *out)
{
    fprintf(out, "<%s>", name);
    html_text(text, out);
    fprintf(out, "</%s>", name);
}
