/*
 * What the kernel's files are compiled against here, on top of the shim of the conformance tests: registers, locks,
 * memory and the log as cheap as a program can have them. Nothing goes over a wire; what costs in a kernel and not here
 * (interrupt entry, the scheduler, printing) is given to the peer for free.
 */
#ifndef DIRECT_H
#define DIRECT_H

#include "shim.h"

#undef kzalloc
#undef kfree
#undef memcpy
#undef dma_wmb
#undef dma_rmb
#undef readl_relaxed
#undef readq_relaxed
#undef writel_relaxed
#undef writeq_relaxed
#undef spin_lock
#undef spin_unlock
#undef spin_lock_irqsave
#undef spin_unlock_irqrestore
#undef dev_err
#undef dev_warn
#undef dev_info

/* --- the mailbox: the registers of apple,asc-mailbox-v4 over two FIFOs; FifoWindow.java is the same --- */

enum { FIFO_DEPTH = 16, A2I_CONTROL = 0x110, I2A_CONTROL = 0x114, SEND0 = 0x800, SEND1 = 0x808, RECV0 = 0x830, RECV1 = 0x838 };

struct fifo {
	u64 words[2 * FIFO_DEPTH];
	u32 head, count;
};

struct window {
	struct fifo to_iop, to_ap;
	u64 sent0, received1;
};

extern struct window window;

static inline u32 fifo_control(const struct fifo *fifo)
{
	return (fifo->count == FIFO_DEPTH ? BIT(16) : 0) | (fifo->count == 0 ? BIT(17) : 0);
}

static inline void fifo_push(struct fifo *fifo, u64 msg0, u64 msg1)
{
	u32 at = 2 * ((fifo->head + fifo->count) % FIFO_DEPTH);

	if (fifo->count == FIFO_DEPTH)
		shim_panic("a FIFO overflows");
	fifo->words[at] = msg0;
	fifo->words[at + 1] = msg1;
	fifo->count++;
}

static inline u64 fifo_pop(struct fifo *fifo, u64 *msg1)
{
	u32 at = 2 * fifo->head;

	if (!fifo->count)
		shim_panic("a FIFO underflows");
	fifo->head = (fifo->head + 1) % FIFO_DEPTH;
	fifo->count--;
	*msg1 = fifo->words[at + 1];
	return fifo->words[at];
}

static inline u32 window_read32(u64 offset)
{
	switch (offset) {
	case A2I_CONTROL:
		return fifo_control(&window.to_iop);
	case I2A_CONTROL:
		return fifo_control(&window.to_ap);
	}
	shim_panic("no such register");
}

static inline u64 window_read64(u64 offset)
{
	switch (offset) {
	case RECV0:
		return fifo_pop(&window.to_ap, &window.received1);
	case RECV1:
		return window.received1;
	}
	shim_panic("no such register");
}

static inline void window_write64(u64 offset, u64 value)
{
	switch (offset) {
	case SEND0:
		window.sent0 = value;
		return;
	case SEND1:
		fifo_push(&window.to_iop, window.sent0, value);
		return;
	}
	shim_panic("no such register");
}

#define readl_relaxed(address) window_read32((u64)(uintptr_t)(address))
#define readq_relaxed(address) window_read64((u64)(uintptr_t)(address))
#define writel_relaxed(value, address) shim_panic("no 32-bit register is written")
#define writeq_relaxed(value, address) window_write64((u64)(uintptr_t)(address), value)

/* What x86 needs between ordinary stores and loads: that the compiler keeps their order. */
#define dma_wmb() __asm__ volatile("" ::: "memory")
#define dma_rmb() __asm__ volatile("" ::: "memory")

/* --- locks: one atomic instruction to take, a store to give back, as the kernel's when nobody else wants it --- */

static inline void direct_lock(spinlock_t *lock)
{
	while (__atomic_exchange_n(lock, 1, __ATOMIC_ACQUIRE))
		;
}

static inline void direct_unlock(spinlock_t *lock)
{
	__atomic_store_n(lock, 0, __ATOMIC_RELEASE);
}

#define spin_lock(lock) direct_lock(lock)
#define spin_unlock(lock) direct_unlock(lock)
#define spin_lock_irqsave(lock, flags) ((flags) = 0, direct_lock(lock))
#define spin_unlock_irqrestore(lock, flags) ((void)(flags), direct_unlock(lock))

/* --- memory: malloc keeps small pieces at hand for its thread, calloc does not --- */

static inline void *direct_zalloc(size_t size)
{
	void *made = malloc(size);

	return made ? memset(made, 0, size) : NULL;
}

#define kzalloc(size, flags) direct_zalloc(size)
#define kfree(pointer) free(pointer)
#define dma_alloc_coherent direct_dma_alloc
#define dma_free_coherent direct_dma_free

void *direct_dma_alloc(struct device *dev, size_t size, dma_addr_t *iova, gfp_t flags);
void direct_dma_free(struct device *dev, size_t size, void *cpu, dma_addr_t iova);
u8 *direct_memory(u64 iova); /* where the memory is that the co-processor knows by this address */

/* --- the log: where a row asks for it, the text is made, and goes no further --- */

extern bool log_wanted;
extern char log_line[1024];

#define direct_log(device, ...) \
	((void)(device), log_wanted ? (void)snprintf(log_line, sizeof(log_line), __VA_ARGS__) : (void)0)
#define dev_err(device, ...) direct_log(device, __VA_ARGS__)
#define dev_warn(device, ...) direct_log(device, __VA_ARGS__)
#define dev_info(device, ...) direct_log(device, __VA_ARGS__)

#endif
