/*
 * What a boot loader does with the storage of a Mac, by U-Boot's own drivers.
 *
 * usage: uboot-host SOCKET BASE NVME COMPATIBLE SART COMPATIBLE POWER
 *
 * SOCKET is that of a bridge; addresses are hexadecimal: of the co-processor, its NVMe controller with the compatible that
 * the host's tree gives it, its filter, and the word of the power manager that resets it. Each feat prints a line:
 * `boot: done`, or why not, and then no other is tried; one that was not tried prints nothing.
 */
#include <stdlib.h>
#include "bridge.h"
#include "machine.h"

#undef malloc
#undef calloc
#undef free

enum { MAILBOX = 0x8000, BLOCK = 4096, PLACE = 7, COUNT = 3, WHILE_AWAITED = 30, WHILE_DEAD = 30 };

struct machine machine;

static bool told(const char *feat, const char *why)
{
	printf("%s: %s\n", feat, *why ? why : "done");
	return !*why;
}

static const char *error(const char *what, int result)
{
	static char text[128];

	snprintf(text, sizeof(text), "%s returns %d (%s)", what, result, strerror(-result));
	return result < 0 ? text : "";
}

/* --- feats --- */

static const char *boot(void)
{
	const struct udevice_id *id = shim_apple_nvme.of_match;

	while (id->compatible && strcmp(id->compatible, machine.storage.name))
		id++;
	if (!id->compatible) {
		static char text[128];

		snprintf(text, sizeof(text), "no driver for %s", machine.storage.name);
		return text;
	}
	machine.storage.driver = &shim_apple_nvme;
	machine.storage.priv = calloc(1, shim_apple_nvme.priv_auto);
	return error("probe", shim_apple_nvme.probe(&machine.storage));
}

static struct udevice *disk(void)
{
	return machine.storage.child;
}

static const struct blk_ops *ops(void)
{
	return disk()->driver->ops;
}

static const char *moved(const char *what, ulong blocks)
{
	static char text[128];

	snprintf(text, sizeof(text), "%s moves %lu of %d blocks", what, blocks, COUNT);
	return blocks == COUNT ? "" : text;
}

static const char *read_all(int fill)
{
	unsigned char *data = shim_allocate(BLOCK, COUNT * BLOCK);
	const char *why = moved("read", ops()->read(disk(), PLACE, COUNT, memset(data, 0xee, COUNT * BLOCK)));

	for (int i = 0; !*why && i < COUNT * BLOCK; i++)
		if (data[i] != fill)
			why = "reads something else than was written";
	return why;
}

static const char *write_all(int fill)
{
	unsigned char *data = shim_allocate(BLOCK, COUNT * BLOCK);
	const char *why = moved("write", ops()->write(disk(), PLACE, COUNT, memset(data, fill, COUNT * BLOCK)));

	return *why ? why : read_all(fill);
}

/* As before an operating system is started, which comes and finds the disk. */
static const char *sleep_and_boot(int fill)
{
	const char *why = error("remove", shim_apple_nvme.remove(&machine.storage));

	if (!*why)
		why = boot();
	return *why ? why : read_all(fill);
}

/* Nobody answers any more: what waits may wait fast. */
static const char *crash_and_read(int fill)
{
	bridge_fault("ans 0:CRASH:0");
	shim_clock(WHILE_DEAD, 1);
	return read_all(fill);
}

static const char *remove_and_boot(int fill)
{
	shim_apple_nvme.remove(&machine.storage);
	shim_clock(1, WHILE_AWAITED);
	const char *why = boot();

	return *why ? why : read_all(fill);
}

static void live(void)
{
	if (told("boot", boot()) && told("read", read_all(0)) && told("write", write_all(1)) &&
	    told("sleep", sleep_and_boot(1)) && !told("recover", crash_and_read(1)))
		told("again", remove_and_boot(1));
}

static u64 number(const char *text)
{
	return strtoull(text, NULL, 16);
}

int main(int count, char **arguments)
{
	if (count != 8) {
		fprintf(stderr, "usage: uboot-host SOCKET BASE NVME COMPATIBLE SART COMPATIBLE POWER\n");
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	machine.storage = (struct udevice){ .name = arguments[4], .registers = { number(arguments[3]), number(arguments[2]) } };
	machine.sart = (ofnode){ number(arguments[5]), arguments[6] };
	machine.power = number(arguments[7]);
	machine.mailbox = (struct udevice){ .name = "mbox", .driver = &shim_apple_mbox,
		.priv = calloc(1, shim_apple_mbox.priv_auto), .registers = { number(arguments[2]) + MAILBOX } };
	bridge_connect(arguments[1], RAM_BYTES);
	shim_clock(1, WHILE_AWAITED);
	if (shim_apple_mbox.probe(&machine.mailbox))
		return 3;
	live();
	return 0;
}
