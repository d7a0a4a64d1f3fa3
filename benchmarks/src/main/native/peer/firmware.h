/* A firmware that runs when it is told to, on the thread that tells it. */
#ifndef FIRMWARE_H
#define FIRMWARE_H

#include "direct.h"

void firmware_start(void); /* as after a reset: the mailbox is empty, and it says HELLO */
void firmware_run(void);   /* answers everything that waits */
void firmware_log(unsigned int index);
void firmware_crash(void);

extern unsigned int acknowledged; /* syslog entries */

#endif
