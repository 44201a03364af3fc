/* Whether the gateway is well, for the first page and for machines alike. */
#pragma once

#include "gateway/web/request.h"

#define HEALTH_CHECKS_MAX (8 + CONFIG_MODEMS_MAX)

enum health_status { HEALTH_PASS, HEALTH_WARN, HEALTH_FAIL };

struct health {
    enum health_status worst;
    struct health_check {
        char name[48]; /* "gateway", "modem:telkomsel" */
        enum health_status status;
        enum web_text_id wrong; /* what to say of it if it does not pass */
        const char *subject;    /* the modem; NULL for none */
        const char *unit;       /* of value */
        int64_t value;
    } checks[HEALTH_CHECKS_MAX];
    int count;
};

/* Look at everything. subject is borrowed from web. Returns 0 or an errno of db.h. */
int health_look(const struct web *web, int64_t now, struct health *ret);

/* Whether the gateway runs. */
bool health_is_running(const struct health *health);
