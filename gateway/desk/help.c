/* What is not understood gets one word of help that repeats the beginning of it. */
#include "gateway/desk/desk.h"
#include "gateway/reply/gsm7.h"

int desk_help(struct desk *desk, const struct request *request, enum intent intent,
              struct reply *reply)
{
    char beginning[56];

    (void)intent;
    if (request->meant) {
        reply_add(reply, desk->texts, TEXT_MEANT, {"keyword", request->meant_word});
        return 0;
    }
    gsm7_transliterate(desk->text, beginning, sizeof beginning);
    reply_add(reply, desk->texts, TEXT_HELP, {"text", beginning});
    return 0;
}
