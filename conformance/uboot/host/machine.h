/* The machine that the program is told of, and U-Boot's drivers. */
#ifndef MACHINE_H
#define MACHINE_H

#include "shim.h"

enum { RAM_BYTES = 64 << 20 };

/* A word of the power manager for each domain. Source: m1n1 src/pmgr.c. */
static const u32 POWER_ON = 0xf, POWER_RESET = 1u << 31;

struct machine {
	struct udevice mailbox, storage;
	ofnode sart;
	u64 power;
};

extern struct machine machine;
extern const struct driver shim_apple_mbox, shim_apple_nvme, shim_nvme_blk;

#endif
