/* LANJUT: the next page of the last answer. */
#include "db/person.h"
#include "gateway/desk/desk.h"
#include "gateway/reply/page.h"

int desk_lanjut(struct desk *desk, const struct request *request, enum intent intent,
                struct reply *reply)
{
    struct person_pages pages;
    int rc = person_pages(desk->db, desk->person_id, desk->now, &pages);

    (void)request;
    (void)intent;
    if (rc < 0)
        return rc;
    if (rc == 0) {
        reply_add(reply, desk->texts, TEXT_PAGE_NONE);
        return 0;
    }
    return desk_turn_page(desk, &pages, reply);
}

int desk_turn_page(struct desk *desk, struct person_pages *pages, struct reply *reply)
{
    int most = desk->config->max_segments;
    int count = page_count(desk->texts, pages->text, most);

    if (page_get(desk->texts, pages->text, pages->next, most, reply) < 0 || pages->next == count)
        return person_pages_close(desk->db, desk->person_id);
    pages->next++;
    return person_pages_keep(desk->db, desk->person_id, pages,
                             desk->now + desk->config->question_timeout_s);
}
