/* Health: from when on something is not well, so that the doctor and the pages agree. */
#pragma once

#define HEALTH_SILENT_S    300 /* a bearer says something at least every minute */
#define HEALTH_QUEUE_S     600 /* that an SMS may wait, in or out */
#define HEALTH_DISK_LOW_MB 200
#define HEALTH_SIGNAL_LOW  20 /* percent */
