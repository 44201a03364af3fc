/* MENU: what may be asked here. */
#include "gateway/desk/desk.h"

int desk_menu(struct desk *desk, const struct request *request, enum intent intent,
              struct reply *reply)
{
    (void)request;
    (void)intent;
    reply_add(reply, desk->texts, TEXT_MENU, {"regency", desk->config->regency});
    return 0;
}
