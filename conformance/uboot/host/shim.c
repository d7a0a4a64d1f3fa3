/* See shim.h. */
#include "shim.h"
#undef malloc
#undef calloc
#undef free

#include <stdlib.h>
#include <time.h>
#include "bridge.h"
#include "machine.h"

static unsigned char *unused = (unsigned char *)BRIDGE_RAM;
static unsigned int faster = 1, slower = 1;

/* --- memory and registers --- */

void *shim_allocate(size_t alignment, size_t size)
{
	unsigned char *start = (unsigned char *)ALIGN((uintptr_t)unused, alignment);

	if (size > BRIDGE_RAM + RAM_BYTES - (uintptr_t)start)
		return NULL;
	unused = start + size;
	return memset(start, 0, size);
}

static bool is_memory(u64 phys)
{
	return phys >= BRIDGE_RAM && phys < BRIDGE_RAM + RAM_BYTES;
}

static void die_of(const char *what, u64 phys, unsigned int width)
{
	printf("SError: %s of %u bits at 0x%lx\n", what, 8 * width, (ulong)phys);
	exit(4);
}

u64 shim_load(u64 phys, unsigned int width)
{
	u64 value = 0;

	if (is_memory(phys))
		return width == 2 ? *(volatile u16 *)phys : width == 4 ? *(volatile u32 *)phys : *(volatile u64 *)phys;
	if (!bridge_read(phys, width, &value))
		die_of("load", phys, width);
	return value;
}

/* The drivers write memory without the help of these. */
void shim_store(u64 phys, unsigned int width, u64 value)
{
	if (!bridge_write(phys, width, value))
		die_of("store", phys, width);
}

/* --- time --- */

void shim_clock(unsigned int times_faster, unsigned int times_slower)
{
	faster = times_faster;
	slower = times_slower;
}

/* Goes on from where it was when its speed changes: nobody measures across that. */
ulong timer_get_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (now.tv_sec * 1000000UL + now.tv_nsec / 1000) * faster / slower;
}

void udelay(ulong microseconds)
{
	struct timespec pause = { 0, microseconds * 1000 };

	nanosleep(&pause, NULL);
}

/* --- nodes, resets --- */

int dev_read_u32(struct udevice *dev, const char *property, u32 *value)
{
	(void)dev;
	*value = 1;
	return strcmp(property, "apple,sart") ? -EINVAL : 0;
}

ofnode ofnode_get_by_phandle(u32 phandle)
{
	(void)phandle;
	return machine.sart;
}

int reset_get_bulk(struct udevice *dev, struct reset_ctl_bulk *bulk)
{
	(void)dev;
	bulk->count = 1;
	return 0;
}

int reset_assert_bulk(struct reset_ctl_bulk *bulk)
{
	(void)bulk;
	writel(POWER_ON | POWER_RESET, machine.power);
	return 0;
}

int reset_deassert_bulk(struct reset_ctl_bulk *bulk)
{
	(void)bulk;
	writel(POWER_ON, machine.power);
	return 0;
}

/* --- mailboxes --- */

int mbox_get_by_index(struct udevice *dev, int index, struct mbox_chan *chan)
{
	(void)dev;
	chan->dev = &machine.mailbox;
	return index ? -ENOENT : 0;
}

static const struct mbox_ops *ops_of(struct mbox_chan *chan)
{
	return chan->dev->driver->ops;
}

int mbox_send(struct mbox_chan *chan, const void *data)
{
	return ops_of(chan)->send(chan, data);
}

int mbox_recv(struct mbox_chan *chan, void *data, ulong timeout_us)
{
	ulong start = timer_get_us();

	for (;;) {
		int result = ops_of(chan)->recv(chan, data);

		if (result != -ENODATA)
			return result;
		if (timer_get_us() - start >= timeout_us)
			return -ETIMEDOUT;
		udelay(10);
	}
}

/* --- disks --- */

int blk_create_devicef(struct udevice *parent, const char *driver, const char *name, enum uclass_id id, int number,
		       int block_bytes, lbaint_t blocks, struct udevice **made)
{
	struct udevice *disk = calloc(1, sizeof(*disk));

	(void)driver, (void)id, (void)number, (void)block_bytes, (void)blocks;
	disk->name = strdup(name);
	disk->driver = &shim_nvme_blk;
	disk->parent = parent;
	disk->priv = calloc(1, shim_nvme_blk.priv_auto);
	disk->uclass_plat = calloc(1, sizeof(struct blk_desc));
	*made = parent->child = disk;
	return 0;
}

int blk_probe_or_unbind(struct udevice *dev)
{
	return dev->driver->probe(dev);
}

long trailing_strtol(const char *text)
{
	return strtol(strchr(text, '#') + 1, NULL, 10);
}
