#include "gateway/catalogue_withdraw.h"

#include <string.h>

#define OWN_APPROVED(component) (COLUMN_OWN + 3 * (component) + COLUMN_APPROVED - COLUMN_SOURCE)

static bool differs(const struct catalogue_record *a, const struct catalogue_record *b, int column)
{
    return strcmp(column_text(a, column), column_text(b, column)) != 0;
}

/* What was approved for the service as a whole each text that is as it was has of its own. */
static void withdraw_common(const struct catalogue_record *was, struct catalogue_record *now)
{
    struct catalogue_service *service = &now->service;

    for (int i = 0; i < COMPONENTS; i++)
        if (service->component[i][0] && service->own[i].approved_by[0] == '\0' &&
            !differs(was, now, COLUMN_COMPONENT + i))
            memcpy(service->own[i].approved_by, service->approved_by,
                   sizeof service->own[i].approved_by);
    service->approved_by[0] = '\0';
}

static bool withdraw_service(const struct catalogue_record *was, const bool stated[COLUMNS],
                             struct catalogue_record *now)
{
    struct catalogue_service *service = &now->service;
    bool common = differs(was, now, COLUMN_PROXY) || differs(was, now, COLUMN_ONE_VISIT),
         went = false;

    for (int i = 0; i < COMPONENTS; i++) {
        if (!differs(was, now, COLUMN_COMPONENT + i) || stated[OWN_APPROVED(i)])
            continue;
        went |= service->own[i].approved_by[0] && !stated[COLUMN_APPROVED];
        service->own[i].approved_by[0] = '\0';
        common |= service->component[i][0] != '\0';
    }
    if (!common || stated[COLUMN_APPROVED] || service->approved_by[0] == '\0')
        return went;
    withdraw_common(was, now);
    return true;
}

bool catalogue_withdraw(const struct catalogue_record *was, const bool stated[COLUMNS],
                        struct catalogue_record *now)
{
    size_t size;
    char *approved = column_field(now, COLUMN_APPROVED, &size);
    bool changed;

    if (now->kind == CATALOGUE_SERVICE)
        return withdraw_service(was, stated, now);
    if (!approved || approved[0] == '\0' || stated[COLUMN_APPROVED])
        return false;
    changed = differs(was, now, COLUMN_NAME);
    for (int column = COLUMN_QUESTION; column < COLUMN_SOURCE; column++)
        changed |= differs(was, now, column);
    if (changed)
        approved[0] = '\0';
    return changed;
}

const char *catalogue_carried_approval(const struct catalogue_record *was,
                                       const struct catalogue_record *now)
{
    for (int i = 0; now->kind == CATALOGUE_SERVICE && i < COMPONENTS; i++) {
        struct catalogue_provenance before = catalogue_provenance(&was->service, i),
                                    after = catalogue_provenance(&now->service, i);

        if (now->service.component[i][0] && differs(was, now, COLUMN_COMPONENT + i) &&
            after.approved_by[0] && strcmp(before.approved_by, after.approved_by) == 0 &&
            strcmp(before.checked_on, after.checked_on) == 0)
            return after.approved_by;
    }
    return NULL;
}
