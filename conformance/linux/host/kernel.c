/* See shim.h. */
#include "shim.h"
#undef memcpy

#include <time.h>
#include "proxy.h"

enum { PAGE = 0x4000, SLOWDOWN = 30, MOST_DRIVERS = 8 };

/* --- log --- */

enum { MOST_LINES = 4096 };

static char *lines[MOST_LINES];
static unsigned int line_count;

unsigned int shim_logged(const char *what)
{
	unsigned int found = 0;

	for (unsigned int i = 0; i < line_count; i++)
		found += strstr(lines[i], what) != NULL;
	return found;
}

void shim_log(const char *level, const struct device *dev, const char *format, ...)
{
	char text[4096];
	va_list arguments;
	size_t length;

	va_start(arguments, format);
	length = vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	if (length >= sizeof(text))
		length = sizeof(text) - 1;
	if (length > 0 && text[length - 1] == '\n')
		text[length - 1] = '\0';
	if (line_count < MOST_LINES)
		lines[line_count++] = strdup(text);
	printf("%s %s: %s\n", level, dev->name, text);
	fflush(stdout);
}

void shim_panic(const char *why)
{
	printf("panic: %s\n", why);
	exit(4);
}

/* --- locks, time --- */

void shim_lock(spinlock_t *lock)
{
	if (*lock)
		shim_panic("a lock is taken twice");
	*lock = 1;
}

void shim_unlock(spinlock_t *lock)
{
	if (!*lock)
		shim_panic("a lock is given back that nobody has");
	*lock = 0;
}

unsigned long shim_jiffies(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (now.tv_sec * 1000UL + now.tv_nsec / 1000000) / SLOWDOWN;
}

void udelay(unsigned long microseconds)
{
	struct timespec pause = { 0, microseconds * 1000 };

	nanosleep(&pause, NULL);
}

/* --- registers --- */

u32 shim_readl(u64 phys)
{
	return proxy_call(P_READ32, phys, 0);
}

u64 shim_readq(u64 phys)
{
	return proxy_call(P_READ64, phys, 0);
}

void shim_writel(u32 value, u64 phys)
{
	proxy_call(P_WRITE32, phys, value);
}

void shim_writeq(u64 value, u64 phys)
{
	proxy_call(P_WRITE64, phys, value);
}

/* --- shared memory: a copy here, the truth over there --- */

struct dma_block {
	u8 *cpu;
	u64 phys;
	size_t size;
	struct dma_block *next;
};

static struct dma_block *blocks;

void *dma_alloc_coherent(struct device *dev, size_t size, dma_addr_t *iova, gfp_t flags)
{
	struct dma_block *block = calloc(1, sizeof(*block));

	(void)dev, (void)flags;
	block->size = (size + PAGE - 1) / PAGE * PAGE;
	block->cpu = calloc(1, block->size);
	block->phys = proxy_call(P_MEMALIGN, PAGE, block->size);
	if (!block->phys)
		shim_panic("the machine has no memory left");
	proxy_write(block->phys, block->cpu, block->size);
	block->next = blocks;
	blocks = block;
	*iova = block->phys;
	return block->cpu;
}

void dma_free_coherent(struct device *dev, size_t size, void *cpu, dma_addr_t iova)
{
	(void)dev, (void)size;
	for (struct dma_block **at = &blocks; *at; at = &(*at)->next) {
		struct dma_block *block = *at;

		if (block->cpu == cpu && block->phys == iova) {
			proxy_call(P_FREE, block->phys, 0);
			*at = block->next;
			free(block->cpu);
			free(block);
			return;
		}
	}
	shim_panic("memory is freed that was not allocated");
}

void *shim_memcpy(void *to, const void *from, size_t size)
{
	for (struct dma_block *block = blocks; block; block = block->next) {
		const u8 *source = from;

		if (source >= block->cpu && source < block->cpu + block->size) {
			if (size > block->size - (source - block->cpu))
				shim_panic("a copy from beyond a shared buffer");
			proxy_read(block->phys + (source - block->cpu), (void *)source, size);
		}
	}
	return memcpy(to, from, size);
}

void shim_memcpy_fromio(void *to, u64 phys, size_t size)
{
	proxy_read(phys, to, size);
}

/* Nothing under test writes into shared memory. */
void shim_flush(void)
{
}

/* --- work and interrupts --- */

struct workqueue_struct {
	struct work_struct *first, **last;
	struct workqueue_struct *next;
};

static struct workqueue_struct *queues;

static struct {
	irq_handler_t handler;
	void *data;
	int depth; /* how often it is disabled, as the kernel counts */
} irqs[3] = { [IRQ_RECV_NOT_EMPTY] = { .depth = 1 }, [IRQ_SEND_EMPTY] = { .depth = 1 } };

struct workqueue_struct *alloc_ordered_workqueue(const char *format, int flags, ...)
{
	struct workqueue_struct *queue = calloc(1, sizeof(*queue));

	(void)format, (void)flags;
	queue->last = &queue->first;
	queue->next = queues;
	queues = queue;
	return queue;
}

void queue_work(struct workqueue_struct *queue, struct work_struct *work)
{
	work->next = NULL;
	*queue->last = work;
	queue->last = &work->next;
}

static bool run_one(struct workqueue_struct *queue)
{
	struct work_struct *work = queue->first;

	if (!work)
		return false;
	queue->first = work->next;
	if (!queue->first)
		queue->last = &queue->first;
	work->function(work);
	return true;
}

void flush_workqueue(struct workqueue_struct *queue)
{
	while (run_one(queue))
		;
}

void destroy_workqueue(struct workqueue_struct *queue)
{
	flush_workqueue(queue);
	for (struct workqueue_struct **at = &queues; *at; at = &(*at)->next) {
		if (*at == queue) {
			*at = queue->next;
			break;
		}
	}
	free(queue);
}

int devm_request_irq(struct device *dev, int irq, irq_handler_t handler, int flags, const char *name, void *data)
{
	(void)dev, (void)flags, (void)name;
	irqs[irq].handler = handler;
	irqs[irq].data = data;
	return 0;
}

int devm_request_threaded_irq(struct device *dev, int irq, irq_handler_t top, irq_handler_t handler, int flags,
			      const char *name, void *data)
{
	(void)top;
	return devm_request_irq(dev, irq, handler, flags, name, data);
}

/* The kernel warns of a line that is enabled once too often; so does this. */
void enable_irq(int irq)
{
	if (irqs[irq].depth == 0)
		printf("kernel: unbalanced enable of irq %d\n", irq);
	else
		irqs[irq].depth--;
}

void disable_irq(int irq)
{
	irqs[irq].depth++;
}

void disable_irq_nosync(int irq)
{
	irqs[irq].depth++;
}

bool shim_irq_enabled(int irq)
{
	return irqs[irq].depth == 0;
}

static bool serve(int irq)
{
	if (!irqs[irq].handler || irqs[irq].depth || !shim_line(irq))
		return false;
	irqs[irq].handler(irq, irqs[irq].data);
	return true;
}

bool shim_run(void)
{
	for (struct workqueue_struct *queue = queues; queue; queue = queue->next)
		if (run_one(queue))
			return true;
	return serve(IRQ_RECV_NOT_EMPTY) | serve(IRQ_SEND_EMPTY);
}

/* --- completions --- */

void complete(struct completion *c)
{
	if (c->done != ~0U)
		c->done++;
}

bool try_wait_for_completion(struct completion *c)
{
	if (!c->done)
		return false;
	if (c->done != ~0U)
		c->done--;
	return true;
}

unsigned long wait_for_completion_timeout(struct completion *c, unsigned long timeout)
{
	unsigned long deadline = jiffies + timeout;

	while (!try_wait_for_completion(c)) {
		if (!time_before(jiffies, deadline))
			return 0;
		if (!shim_run())
			shim_idle();
	}
	return 1;
}

long wait_for_completion_interruptible_timeout(struct completion *c, unsigned long timeout)
{
	return wait_for_completion_timeout(c, timeout);
}

/* --- devices --- */

struct devres {
	void (*release)(struct device *, void *);
	void (*action)(void *);
	void *data;
	struct devres *next;
	max_align_t resource[];
};

static struct platform_driver *drivers[MOST_DRIVERS];

void shim_register(struct platform_driver *driver)
{
	for (int i = 0; i < MOST_DRIVERS; i++) {
		if (!drivers[i]) {
			drivers[i] = driver;
			return;
		}
	}
}

const struct of_device_id *of_match_node(const struct of_device_id *table, struct device_node *node)
{
	for (; table && table->compatible; table++)
		if (!strcmp(table->compatible, node->compatible))
			return table;
	return NULL;
}

const void *of_device_get_match_data(struct device *dev)
{
	return of_match_node(dev->driver->of_match_table, dev->of_node)->data;
}

struct platform_device *shim_probe(const char *name, struct device_node *node)
{
	for (int i = 0; i < MOST_DRIVERS && drivers[i]; i++) {
		if (of_match_node(drivers[i]->driver.of_match_table, node)) {
			struct platform_device *pdev = calloc(1, sizeof(*pdev));

			pdev->dev.name = name;
			pdev->dev.of_node = node;
			pdev->dev.driver = &drivers[i]->driver;
			node->device = &pdev->dev;
			if (drivers[i]->probe(pdev))
				shim_panic("a probe failed");
			return pdev;
		}
	}
	shim_panic("no driver");
}

static struct devres *add(struct device *dev, size_t size)
{
	struct devres *added = calloc(1, sizeof(*added) + size);

	added->next = dev->resources;
	dev->resources = added;
	return added;
}

void *devm_kzalloc(struct device *dev, size_t size, gfp_t flags)
{
	(void)flags;
	return add(dev, size)->resource;
}

char *devm_kasprintf(struct device *dev, gfp_t flags, const char *format, ...)
{
	char *text = devm_kzalloc(dev, 128, flags);
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, 128, format, arguments);
	va_end(arguments);
	return text;
}

int devm_add_action_or_reset(struct device *dev, void (*action)(void *), void *data)
{
	struct devres *added = add(dev, 0);

	added->action = action;
	added->data = data;
	return 0;
}

void *devres_alloc(void (*release)(struct device *, void *), size_t size, gfp_t flags)
{
	struct devres *made = calloc(1, sizeof(*made) + size);

	(void)flags;
	made->release = release;
	return made->resource;
}

void devres_free(void *resource)
{
	free(container_of(resource, struct devres, resource));
}

void devres_add(struct device *dev, void *resource)
{
	struct devres *added = container_of(resource, struct devres, resource);

	added->next = dev->resources;
	dev->resources = added;
}

int devres_release(struct device *dev, void (*release)(struct device *, void *),
		   int (*match)(struct device *, void *, void *), void *data)
{
	(void)dev, (void)release, (void)match, (void)data;
	shim_panic("a single resource is released");
}

void shim_release(struct device *dev)
{
	while (dev->resources) {
		struct devres *last = dev->resources;

		dev->resources = last->next;
		if (last->action)
			last->action(last->data);
		if (last->release)
			last->release(dev, last->resource);
		free(last);
	}
}

void __iomem *devm_platform_ioremap_resource(struct platform_device *pdev, int index)
{
	(void)index;
	return (void __iomem *)(uintptr_t)pdev->dev.of_node->registers;
}

int platform_get_irq_byname(struct platform_device *pdev, const char *name)
{
	(void)pdev;
	if (!strcmp(name, "recv-not-empty"))
		return IRQ_RECV_NOT_EMPTY;
	return strcmp(name, "send-empty") ? -ENXIO : IRQ_SEND_EMPTY;
}

const void *of_get_property(struct device_node *node, const char *name, int *length)
{
	(void)length;
	return node->mailbox && !strcmp(name, "mbox-names") ? "mbox" : NULL;
}

int of_property_match_string(struct device_node *node, const char *name, const char *string)
{
	(void)string;
	return node->mailbox && !strcmp(name, "mbox-names") ? 0 : -EINVAL;
}

int of_parse_phandle_with_args(struct device_node *node, const char *list, const char *cells, int index,
			       struct of_phandle_args *args)
{
	(void)list, (void)cells;
	if (index || !node->mailbox)
		return -ENOENT;
	*args = (struct of_phandle_args){ .np = node->mailbox };
	return 0;
}

struct device_node *of_parse_phandle(struct device_node *node, const char *name, int index)
{
	return !index && !strcmp(name, "apple,sart") ? node->sart : NULL;
}

struct platform_device *of_find_device_by_node(struct device_node *node)
{
	return node->device ? container_of(node->device, struct platform_device, dev) : NULL;
}
