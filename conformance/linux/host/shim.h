/*
 * The part of the Linux kernel's inside that the RTKit library, the mailbox framework and their drivers use, for one
 * process with one thread. Every <linux/...> header that the kernel's files name is this file.
 *
 * Registers and memory are those of the machine behind the proxy (proxy.c): an __iomem pointer is a physical address.
 * Whoever waits runs the kernel meanwhile: work queues first, then the interrupts whose lines are asserted.
 */
#ifndef SHIM_H
#define SHIM_H

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef u64 dma_addr_t;
typedef u64 phys_addr_t;
typedef int gfp_t;
typedef int spinlock_t;

#define __iomem
#define ENOTSUPP 524
#define EPROBE_DEFER 517
#define GFP_KERNEL 0
#define GFP_ATOMIC 0
#define THIS_MODULE NULL
#define EXPORT_SYMBOL(symbol)
#define EXPORT_SYMBOL_GPL(symbol)
#define MODULE_LICENSE(text)
#define MODULE_AUTHOR(text)
#define MODULE_DESCRIPTION(text)
#define MODULE_DEVICE_TABLE(kind, table)
#define static_assert(condition) _Static_assert(condition, #condition)
#define unlikely(condition) (condition)
#define WARN_ON(condition) ({ bool shim_bad = (condition); if (shim_bad) shim_panic("WARN_ON"); shim_bad; })

/* Bits and fields. */
#define BIT(n) (1UL << (n))
#define BIT_ULL(n) (1ULL << (n))
#define GENMASK(high, low) ((~0UL << (low)) & (~0UL >> (63 - (high))))
#define GENMASK_ULL(high, low) ((~0ULL << (low)) & (~0ULL >> (63 - (high))))
#define FIELD_GET(mask, word) (((word) & (mask)) >> __builtin_ctzll(mask))
#define FIELD_PREP(mask, value) (((u64)(value) << __builtin_ctzll(mask)) & (mask))
#define min(a, b) ({ __typeof__(a) shim_a = (a); __typeof__(b) shim_b = (b); shim_a < shim_b ? shim_a : shim_b; })
#define container_of(pointer, type, member) ((type *)((char *)(pointer) - offsetof(type, member)))
#define BITS_PER_LONG 64
#define DECLARE_BITMAP(name, bits) unsigned long name[((bits) + BITS_PER_LONG - 1) / BITS_PER_LONG]
#define bitmap_zero(map, bits) memset(map, 0, ((bits) + BITS_PER_LONG - 1) / BITS_PER_LONG * sizeof(long))
#define for_each_set_bit(bit, map, bits) for ((bit) = 0; (bit) < (int)(bits); (bit)++) if (test_bit(bit, map))

static inline bool test_bit(int bit, const unsigned long *map)
{
	return map[bit / BITS_PER_LONG] >> (bit % BITS_PER_LONG) & 1;
}

static inline void set_bit(int bit, unsigned long *map)
{
	map[bit / BITS_PER_LONG] |= 1UL << (bit % BITS_PER_LONG);
}

static inline void clear_bit(int bit, unsigned long *map)
{
	map[bit / BITS_PER_LONG] &= ~(1UL << (bit % BITS_PER_LONG));
}

static inline bool test_and_set_bit(int bit, unsigned long *map)
{
	bool was = test_bit(bit, map);

	set_bit(bit, map);
	return was;
}

/* Pointers that are errors. */
#define ERR_PTR(error) ((void *)(long)(error))
#define PTR_ERR(pointer) ((long)(pointer))
#define IS_ERR(pointer) ((unsigned long)(pointer) >= (unsigned long)-4095)

/* Lists. */
struct list_head {
	struct list_head *next, *prev;
};

#define LIST_HEAD(name) struct list_head name = { &(name), &(name) }
#define list_for_each_entry(at, head, member) \
	for ((at) = container_of((head)->next, __typeof__(*(at)), member); &(at)->member != (head); \
	     (at) = container_of((at)->member.next, __typeof__(*(at)), member))

static inline void list_add_tail(struct list_head *node, struct list_head *head)
{
	node->prev = head->prev;
	node->next = head;
	head->prev->next = node;
	head->prev = node;
}

static inline void list_del(struct list_head *node)
{
	node->prev->next = node->next;
	node->next->prev = node->prev;
}

/* One thread: nobody to lock out, but a lock that is taken twice is a bug of the code under test. */
struct mutex {
	spinlock_t held;
};

#define DEFINE_MUTEX(name) struct mutex name
#define spin_lock_init(lock) (*(lock) = 0)
#define spin_lock(lock) shim_lock(lock)
#define spin_unlock(lock) shim_unlock(lock)
#define spin_lock_irqsave(lock, flags) ((flags) = 0, shim_lock(lock))
#define spin_unlock_irqrestore(lock, flags) ((void)(flags), shim_unlock(lock))
#define mutex_lock(mutex) shim_lock(&(mutex)->held)
#define mutex_unlock(mutex) shim_unlock(&(mutex)->held)

void shim_lock(spinlock_t *lock);
void shim_unlock(spinlock_t *lock);

/* Memory. What the device writes is fetched when the code under test copies out of it. */
#define kzalloc(size, flags) calloc(1, size)
#define kzalloc_obj(object, ...) calloc(1, sizeof(object))
#define kfree(pointer) free(pointer)
#define dma_wmb() shim_flush()
#define dma_rmb() ((void)0)
#define memcpy(to, from, size) shim_memcpy(to, from, size)
#define memcpy_fromio(to, from, size) shim_memcpy_fromio(to, (u64)(uintptr_t)(from), size)

struct device;

void *dma_alloc_coherent(struct device *dev, size_t size, dma_addr_t *iova, gfp_t flags);
void dma_free_coherent(struct device *dev, size_t size, void *cpu, dma_addr_t iova);
void *shim_memcpy(void *to, const void *from, size_t size);
void shim_memcpy_fromio(void *to, u64 phys, size_t size);
void shim_flush(void);

/* Registers. */
#define readl(address) shim_readl((u64)(uintptr_t)(address))
#define readl_relaxed(address) shim_readl((u64)(uintptr_t)(address))
#define readq_relaxed(address) shim_readq((u64)(uintptr_t)(address))
#define writel(value, address) shim_writel(value, (u64)(uintptr_t)(address))
#define writel_relaxed(value, address) shim_writel(value, (u64)(uintptr_t)(address))
#define writeq_relaxed(value, address) shim_writeq(value, (u64)(uintptr_t)(address))

u32 shim_readl(u64 phys);
u64 shim_readq(u64 phys);
void shim_writel(u32 value, u64 phys);
void shim_writeq(u64 value, u64 phys);

/* Time: a jiffy is a millisecond, of a clock that runs slower than the wall's, for the sake of busy machines. */
#define HZ 1000
#ifdef jiffies
extern unsigned long jiffies;
#else
#define jiffies shim_jiffies()
#endif
#define msecs_to_jiffies(milliseconds) (milliseconds)
#define time_before(a, b) ((long)((a) - (b)) < 0)

unsigned long shim_jiffies(void);
void udelay(unsigned long microseconds);

/* Looks until it is so, or for some microseconds; whoever looks may not sleep. */
#define readl_poll_timeout_atomic(address, value, condition, pause, most) ({ \
	unsigned long shim_deadline = jiffies + (most) / 1000; \
	while (((value) = readl(address)), !(condition) && time_before(jiffies, shim_deadline)) udelay(pause); \
	(condition) ? 0 : -ETIMEDOUT; })

/* Completions, and work that runs while somebody waits. */
struct completion {
	unsigned int done;
};

struct work_struct {
	void (*function)(struct work_struct *work);
	struct work_struct *next;
};

struct workqueue_struct;

#define DECLARE_COMPLETION_ONSTACK(name) struct completion name = { 0 }
#define init_completion(c) ((c)->done = 0)
#define reinit_completion(c) ((c)->done = 0)
#define complete_all(c) ((c)->done = ~0U)
#define INIT_WORK(work, what) ((work)->function = (what))
#define WQ_HIGHPRI 0
#define WQ_MEM_RECLAIM 0

void complete(struct completion *c);
bool try_wait_for_completion(struct completion *c);
long wait_for_completion_interruptible_timeout(struct completion *c, unsigned long timeout);
unsigned long wait_for_completion_timeout(struct completion *c, unsigned long timeout);
struct workqueue_struct *alloc_ordered_workqueue(const char *format, int flags, ...);
void queue_work(struct workqueue_struct *queue, struct work_struct *work);
void flush_workqueue(struct workqueue_struct *queue);
void destroy_workqueue(struct workqueue_struct *queue);

/* Devices: a name, a node of the device tree with what the code under test asks of it, and what is undone at the end. */
struct device_node {
	const char *compatible;
	struct device_node *mailbox;
	struct device_node *sart;
	struct device *device;
	u64 registers;
};

struct device_driver {
	const char *name;
	const struct of_device_id *of_match_table;
	void *owner;
};

struct devres;

struct device {
	const char *name;
	struct device_node *of_node;
	struct device_driver *driver;
	void *drvdata;
	struct devres *resources;
};

struct platform_device {
	struct device dev;
};

struct of_device_id {
	const char *compatible;
	const void *data;
};

struct of_phandle_args {
	struct device_node *np;
	int args_count;
	u32 args[16];
};

struct property;

struct platform_driver {
	struct device_driver driver;
	int (*probe)(struct platform_device *pdev);
	void (*shutdown)(struct platform_device *pdev);
};

#define module_platform_driver(variable) \
	static void __attribute__((constructor)) shim_register_##variable(void) { shim_register(&variable); }
#define try_module_get(module) ((void)(module), true)
#define module_put(module) ((void)(module))
#define dev_name(device) ((device)->name)
#define dev_get_drvdata(device) ((device)->drvdata)
#define platform_set_drvdata(pdev, data) ((pdev)->dev.drvdata = (data))
#define platform_get_drvdata(pdev) ((pdev)->dev.drvdata)
#define put_device(device) ((void)(device))
#define of_node_put(node) ((void)(node))
#define of_property_for_each_string(node, name, property, string) \
	(void)(property); for ((string) = "mbox"; (string); (string) = NULL)
#define device_link_add(consumer, supplier, flags) ((void)(consumer), (void)(supplier), true)
#define DL_FLAG_PM_RUNTIME 0
#define DL_FLAG_AUTOREMOVE_CONSUMER 0
#define DL_FLAG_AUTOREMOVE_SUPPLIER 0

/* Nothing here is ever without power. */
#define devm_pm_runtime_enable(device) ((void)(device), 0)
#define pm_runtime_resume_and_get(device) ((void)(device), 0)
#define pm_runtime_mark_last_busy(device) ((void)(device))
#define pm_runtime_put_autosuspend(device) ((void)(device))

void shim_register(struct platform_driver *driver);
struct platform_device *shim_probe(const char *name, struct device_node *node);
void shim_release(struct device *dev);
void *devm_kzalloc(struct device *dev, size_t size, gfp_t flags);
char *devm_kasprintf(struct device *dev, gfp_t flags, const char *format, ...);
int devm_add_action_or_reset(struct device *dev, void (*action)(void *), void *data);
void *devres_alloc(void (*release)(struct device *, void *), size_t size, gfp_t flags);
void devres_free(void *resource);
void devres_add(struct device *dev, void *resource);
int devres_release(struct device *dev, void (*release)(struct device *, void *),
		   int (*match)(struct device *, void *, void *), void *data);
void __iomem *devm_platform_ioremap_resource(struct platform_device *pdev, int index);
int platform_get_irq_byname(struct platform_device *pdev, const char *name);
const struct of_device_id *of_match_node(const struct of_device_id *table, struct device_node *node);
const void *of_device_get_match_data(struct device *dev);
const void *of_get_property(struct device_node *node, const char *name, int *length);
int of_property_match_string(struct device_node *node, const char *name, const char *string);
int of_parse_phandle_with_args(struct device_node *node, const char *list, const char *cells, int index,
			       struct of_phandle_args *args);
struct device_node *of_parse_phandle(struct device_node *node, const char *name, int index);
struct platform_device *of_find_device_by_node(struct device_node *node);

/* Interrupts: level-triggered, served by shim_run() while they are enabled and their line is asserted. */
typedef int irqreturn_t;
typedef irqreturn_t (*irq_handler_t)(int irq, void *data);

#define IRQ_HANDLED 1
#define IRQF_NO_AUTOEN 0
#define IRQF_ONESHOT 0
#define IRQF_NO_SUSPEND 0
#define IRQ_RECV_NOT_EMPTY 1
#define IRQ_SEND_EMPTY 2

int devm_request_irq(struct device *dev, int irq, irq_handler_t handler, int flags, const char *name, void *data);
int devm_request_threaded_irq(struct device *dev, int irq, irq_handler_t top, irq_handler_t handler, int flags,
			      const char *name, void *data);
void enable_irq(int irq);
void disable_irq(int irq);
void disable_irq_nosync(int irq);
bool shim_irq_enabled(int irq);
bool shim_line(int irq); /* the scenario's: reads the state of a line from the mailbox */

/* Timers of polling controllers: the mailbox here has an interrupt, so none may ever start. */
enum hrtimer_restart { HRTIMER_NORESTART, HRTIMER_RESTART };

struct hrtimer {
	enum hrtimer_restart (*function)(struct hrtimer *timer);
};

#define HRTIMER_MODE_REL 0
#define CLOCK_MONOTONIC 1
#define ms_to_ktime(milliseconds) (milliseconds)
#define hrtimer_init(timer, clock, mode) ((void)(timer))
#define hrtimer_cancel(timer) ((void)(timer))
#define hrtimer_is_queued(timer) ((void)(timer), false)
#define hrtimer_forward_now(timer, interval) ((void)(timer), (void)(interval))
#define hrtimer_start(timer, delay, mode) shim_panic("a polling timer")

/* Messages of the kernel's log, one line each, to stdout: "level device: text". */
#define dev_err(device, ...) shim_log("err", device, __VA_ARGS__)
#define dev_warn(device, ...) shim_log("warn", device, __VA_ARGS__)
#define dev_info(device, ...) shim_log("info", device, __VA_ARGS__)
#define dev_dbg(device, ...) ((void)(device))
#define pr_debug(...) ((void)0)

void shim_log(const char *level, const struct device *dev, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
unsigned int shim_logged(const char *what); /* how many lines of the log so far hold these words */
void shim_panic(const char *why) __attribute__((noreturn));

/* Gives the kernel one turn: a piece of work, or the interrupts. Returns whether there was something to do. */
bool shim_run(void);

/* The program's: what happens while somebody waits and the kernel has nothing to do. */
void shim_idle(void);

#endif
