/*
 * The part of U-Boot's inside that its Apple drivers and its NVMe stack use, for one process. Every <...> header that
 * U-Boot's files name and that is not theirs is this file.
 *
 * Memory is the machine's own, at its physical address, as a boot loader has it; every other address is a register behind
 * the bridge. An access where nothing is ends the program: on a Mac it is an SError.
 */
#ifndef SHIM_H
#define SHIM_H

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef uint8_t u8, __u8;
typedef uint16_t u16, __u16, __le16;
typedef int16_t s16;
typedef uint32_t u32, __u32, __le32;
typedef uint64_t u64, __u64, __le64;
typedef unsigned long ulong;
typedef u64 phys_addr_t, dma_addr_t, fdt_addr_t, lbaint_t;

#define __iomem
#define __packed __attribute__((packed))
#define ENOTSUPP 524
#define FDT_ADDR_T_NONE ((fdt_addr_t)-1)

/* Numbers and fields: both ends are little-endian. */
#define SZ_16K 0x4000
#define BIT(n) (1UL << (n))
#define GENMASK(high, low) ((~0UL << (low)) & (~0UL >> (63 - (high))))
#define FIELD_GET(mask, word) (((word) & (mask)) >> __builtin_ctzll(mask))
#define FIELD_PREP(mask, value) (((u64)(value) << __builtin_ctzll(mask)) & (mask))
#define ALIGN(size, unit) (((size) + (unit) - 1) / (unit) * (unit))
#define DIV_ROUND_UP(size, unit) (((size) + (unit) - 1) / (unit))
#define min(a, b) ({ __typeof__(a) shim_a = (a); __typeof__(b) shim_b = (b); shim_a < shim_b ? shim_a : shim_b; })
#define min_t(type, a, b) min((type)(a), (type)(b))
#define container_of(pointer, type, member) ((type *)((char *)(pointer) - offsetof(type, member)))
#define lower_32_bits(value) ((u32)(value))
#define upper_32_bits(value) ((u32)((u64)(value) >> 32))
#define cpu_to_le16(value) (value)
#define cpu_to_le32(value) (value)
#define cpu_to_le64(value) (value)
#define le32_to_cpu(value) (value)
#define le64_to_cpu(value) (value)

struct list_head {
	struct list_head *next, *prev;
};

#define INIT_LIST_HEAD(list) ((list)->next = (list)->prev = (list))

static inline void list_add(struct list_head *node, struct list_head *head)
{
	node->next = head->next;
	node->prev = head;
	head->next->prev = node;
	head->next = node;
}

/* Memory; caches agree with it. */
#define ARCH_DMA_MINALIGN 64
#define malloc(size) shim_allocate(ARCH_DMA_MINALIGN, size)
#define calloc(count, size) shim_allocate(ARCH_DMA_MINALIGN, (count) * (size))
#define memalign(alignment, size) shim_allocate(alignment, size)
#define free(pointer) ((void)(pointer))
#define map_sysmem(phys, size) ((void *)(uintptr_t)(phys))
#define flush_dcache_range(start, end) ((void)(start), (void)(end))
#define invalidate_dcache_range(start, end) ((void)(start), (void)(end))

void *shim_allocate(size_t alignment, size_t size); /* zeros, and never the same twice */

/* Registers, and words of memory that a device writes. */
#define readw(address) ((u16)shim_load((uintptr_t)(address), 2))
#define readl(address) ((u32)shim_load((uintptr_t)(address), 4))
#define readq(address) shim_load((uintptr_t)(address), 8)
#define writel(value, address) shim_store((uintptr_t)(address), 4, value)
#define writeq(value, address) shim_store((uintptr_t)(address), 8, value)

u64 shim_load(u64 phys, unsigned int width);
void shim_store(u64 phys, unsigned int width, u64 value);

/* Time, of a clock that the scenario sets: slower than the wall's while an answer is due, for the sake of busy machines. */
ulong timer_get_us(void);
void udelay(ulong microseconds);
void shim_clock(unsigned int faster, unsigned int slower);

#define get_timer(start) (timer_get_us() / 1000 - (start))
#define readl_poll_sleep_timeout(address, value, condition, pause, most) ({ \
	ulong shim_start = timer_get_us(); \
	while (((value) = readl(address)), !(condition) && timer_get_us() - shim_start < (most)) udelay(pause); \
	(condition) ? 0 : -ETIMEDOUT; })

/* What it prints. */
#define debug(...) ((void)0)
#define log_debug(...) printf(__VA_ARGS__)
#define log_err(...) printf(__VA_ARGS__)
#define log_msg_ret(where, result) (result)

/* The driver model: a device is a node of the tree, and what its driver keeps. */
enum uclass_id { UCLASS_MAILBOX, UCLASS_NVME, UCLASS_BLK };

struct udevice_id {
	const char *compatible;
};

struct udevice;

struct driver {
	const char *name;
	enum uclass_id id;
	const struct udevice_id *of_match;
	int (*probe)(struct udevice *dev);
	int (*remove)(struct udevice *dev);
	const void *ops;
	int priv_auto;
	unsigned int flags;
};

struct udevice {
	const char *name;
	const struct driver *driver;
	struct udevice *parent, *child;
	void *priv, *uclass_plat;
	fdt_addr_t registers[2];
};

struct uclass;

#define U_BOOT_DRIVER(variable) const struct driver shim_##variable
#define DM_FLAG_OS_PREPARE 0
#define dev_get_priv(device) ((device)->priv)
#define dev_get_uclass_plat(device) ((device)->uclass_plat)
#define dev_read_addr_ptr(device) ((void *)(uintptr_t)(device)->registers[0])
#define dev_read_addr_index(device, index) ((device)->registers[index])
#define uclass_get(id, uclass) ((void)(uclass), -ENODEV)
#define uclass_foreach_dev(device, uclass) for ((device) = NULL; (void)(uclass), (device);)
#define device_probe(device) ((void)(device), -ENODEV)

/* Nodes: the storage's filter is the only one that is asked for. */
typedef struct {
	fdt_addr_t registers;
	const char *compatible;
} ofnode;

struct ofnode_phandle_args {
	int args_count;
};

int dev_read_u32(struct udevice *dev, const char *property, u32 *value);
ofnode ofnode_get_by_phandle(u32 phandle);

#define ofnode_get_addr(node) ((node).registers)
#define ofnode_device_is_compatible(node, with) (!strcmp((node).compatible, with))
#define ofnode_read_string(node, property) ((void)(property), (node).compatible)

/* Mailboxes and resets. */
struct mbox_chan {
	struct udevice *dev;
};

struct mbox_ops {
	int (*of_xlate)(struct mbox_chan *chan, struct ofnode_phandle_args *args);
	int (*send)(struct mbox_chan *chan, const void *data);
	int (*recv)(struct mbox_chan *chan, void *data);
};

struct reset_ctl_bulk {
	int count;
};

int mbox_get_by_index(struct udevice *dev, int index, struct mbox_chan *chan);
int mbox_send(struct mbox_chan *chan, const void *data);
int mbox_recv(struct mbox_chan *chan, void *data, ulong timeout_us);
int reset_get_bulk(struct udevice *dev, struct reset_ctl_bulk *bulk);
int reset_assert_bulk(struct reset_ctl_bulk *bulk);
int reset_deassert_bulk(struct reset_ctl_bulk *bulk);

/* Disks. */
#define DEFAULT_BLKSZ 512

struct blk_desc {
	lbaint_t lba;
	ulong blksz;
	int log2blksz;
	struct udevice *bdev;
	char vendor[41], product[21], revision[9];
};

struct blk_ops {
	ulong (*read)(struct udevice *dev, lbaint_t start, lbaint_t count, void *buffer);
	ulong (*write)(struct udevice *dev, lbaint_t start, lbaint_t count, const void *buffer);
};

int blk_create_devicef(struct udevice *parent, const char *driver, const char *name, enum uclass_id id, int number,
		       int block_bytes, lbaint_t blocks, struct udevice **made);
int blk_probe_or_unbind(struct udevice *dev);
long trailing_strtol(const char *text);

#define bootdev_setup_for_sibling_blk(device, driver) ((void)(device), (void)(driver), 0)

#endif
