/* HTML: what is filled in never becomes markup. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include "gateway/html.h"

#include <cmocka.h>

#define IS(expected, ...)                                                                          \
    do {                                                                                           \
        char *text = NULL;                                                                         \
        size_t size;                                                                               \
        FILE *out = open_memstream(&text, &size);                                                  \
        html_put(out, __VA_ARGS__);                                                                \
        fclose(out);                                                                               \
        assert_string_equal(text, expected);                                                       \
        free(text);                                                                                \
    } while (0)

static void markup_is_written_as_it_stands(void **state)
{
    (void)state;
    IS("<p class=\"a\">100%</p>", "<p class=\"a\">100%%</p>");
}

static void what_is_filled_in_is_text(void **state)
{
    (void)state;
    IS("<p>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; co</p>", "<p>%s</p>",
       "<script>alert('1')</script> & co");
    IS("<a title=\"&quot; onclick=&quot;x\">", "<a title=\"%s\">", "\" onclick=\"x");
    IS("%s 7 -8", "%s %d %lld", "%s", 7, -8LL);
}

static void control_characters_are_not_passed_on(void **state)
{
    (void)state;
    IS("a\xef\xbf\xbd"
       "b\nc\xef\xbf\xbd",
       "%s", "a\033b\nc\177");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markup_is_written_as_it_stands),
        cmocka_unit_test(what_is_filled_in_is_text),
        cmocka_unit_test(control_characters_are_not_passed_on),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
