#include "gateway/reply/page.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "gateway/reply/gsm7.h"
#include "gateway/reply/segment.h"

#define MARK_SIZE 64
#define PAGES_MAX 99

static int budget(int max_segments)
{
    return max_segments == 1 ? SEGMENT_SINGLE : max_segments * SEGMENT_PART;
}

static void render_mark(const struct texts *texts, int number, int count, char ret[MARK_SIZE])
{
    char page[8], pages[8];

    snprintf(page, sizeof page, "%d", number);
    snprintf(pages, sizeof pages, "%d", count);
    reply_render(texts, number < count ? TEXT_PAGE_MORE : TEXT_PAGE_LAST, ret, MARK_SIZE,
                 {"page", page}, {"pages", pages});
}

/* The longest mark that a page can carry, and the space before it. */
static int mark_septets(const struct texts *texts)
{
    char mark[MARK_SIZE];

    render_mark(texts, PAGES_MAX - 1, PAGES_MAX, mark);
    return gsm7_count(mark) + 1;
}

/* How good a place is for a cut, if the next character is a space or a line break. */
static int quality_of_cut(const char *text, const char *at)
{
    if (*at != ' ' && *at != '\n')
        return 0;
    if (*at == '\n' || strchr(";.", at[-1]))
        return 3;
    return at > text && at[-1] == ',' ? 2 : 1;
}

static const char *skip_space(const char *text)
{
    return text + strspn(text, " \n");
}

/* Whether the item (a requirement, a sentence) that begins at text fits on a page. */
static bool item_fits(const char *text, int septets)
{
    const char *next = text;
    int used = 0;

    while (*next && used <= septets && (next == text || quality_of_cut(text, next) < 3))
        used += gsm7_septets(gsm7_next_character(&next));
    return used <= septets;
}

/* Where the page that begins at text ends. An item goes whole to the next page if it fits there;
 * else better places win unless they waste half of this page. */
static const char *page_end(const char *text, int septets)
{
    const char *best[4] = {NULL, NULL, NULL, NULL}, *c = text;
    int used = 0, at[4] = {0};

    while (*c) {
        const char *next = c;
        int quality = c > text ? quality_of_cut(text, c) : 0;

        if (quality > 0) {
            best[quality] = c;
            at[quality] = used;
        }
        used += gsm7_septets(gsm7_next_character(&next));
        if (used > septets)
            break;
        c = next;
    }
    if (*c == '\0' || (best[3] && item_fits(skip_space(best[3]), septets)))
        return *c ? best[3] : c;
    for (int quality = 3; quality > 0; quality--)
        if (best[quality] && (at[quality] * 2 >= septets || quality == 1))
            return best[quality];
    return best[2] ? best[2] : best[3] ? best[3] : c;
}

int page_count(const struct texts *texts, const char *text, int max_segments)
{
    int septets = budget(max_segments) - mark_septets(texts), count = 0;

    if (segment_count(text) <= max_segments)
        return 1;
    for (; *text && count < PAGES_MAX; count++)
        text = skip_space(page_end(text, septets));
    return count;
}

int page_get(const struct texts *texts, const char *text, int number, int max_segments,
             struct reply *ret)
{
    int septets = budget(max_segments) - mark_septets(texts);
    int count = page_count(texts, text, max_segments);
    char mark[MARK_SIZE];

    if (number < 1 || number > count)
        return -ENOENT;
    if (count == 1) {
        snprintf(ret->text, sizeof ret->text, "%s", text);
        return 0;
    }
    for (int i = 1; i < number; i++)
        text = skip_space(page_end(text, septets));
    render_mark(texts, number, count, mark);
    snprintf(ret->text, sizeof ret->text, "%.*s %s", (int)(page_end(text, septets) - text), text,
             mark);
    return 0;
}
