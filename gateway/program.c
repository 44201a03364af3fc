#include "gateway/program.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "gateway/reply/gsm7.h"
#include "gateway/words.h"

static int load_texts(const struct config *config, struct texts *texts, struct problems *problems)
{
    char codes[128];

    if (config->texts[0] && access(config->texts, R_OK | X_OK) < 0) {
        problems_add(problems, config->texts, 0, NULL, "%s", strerror(errno));
        return -EINVAL;
    }
    snprintf(codes, sizeof codes, "%s %s", config->language, config->languages);
    return texts_load_languages(config->texts, codes, gsm7_check, texts, problems);
}

int program_load_quietly(const char *config_file, struct config *config, struct texts *texts,
                         struct problems *problems)
{
    int rc = config_load(config_file, config, problems), words;

    if (rc < 0 || !texts)
        return rc;
    rc = load_texts(config, texts, problems);
    words = words_check(config, problems);
    if (rc == 0 && words < 0)
        texts_close(texts); /* nothing is taken over half */
    return rc < 0 ? rc : words;
}

int program_load(const char *config_file, struct config *config, struct texts *texts)
{
    struct problems problems = {0};
    int rc = program_load_quietly(config_file, config, texts, &problems);

    problems_print(&problems, stderr);
    problems_clear(&problems);
    return rc < 0 ? EXIT_CONFIG : EXIT_FINE;
}
