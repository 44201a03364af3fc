/* Assets: the files that the pages refer to, from a fixed list. */
#include <limits.h>
#include <string.h>

#include "config/paths.h"
#include "gateway/web/page.h"
#include "gateway/web/route.h"

#define BOOTSTRAP "/usr/share/javascript/bootstrap5/css/bootstrap.min.css" /* libjs-bootstrap5 */

int assets_send(const struct request *request, struct reply *reply)
{
    static char own[PATH_MAX];

    if (own[0] == '\0' && paths_file("", "web.css", own, sizeof own) < 0)
        return page_error(request, reply, 404, WEB_ERROR_404);
    reply->status = 200;
    reply->type = "text/css; charset=utf-8";
    reply->file = strcmp(request->path, "/gaya/sampan.css") == 0 ? own : BOOTSTRAP;
    return 0;
}
