/* Written from the protocol's description, docs/bridge.md: one request, one answer, all little-endian. */
#define _GNU_SOURCE
#include "bridge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { HELLO = 1, MEMORY = 2, READ = 4, WRITE = 5, FAULT = 8, VERSION = 1, OK = 0, NOTHING_THERE = 1 };

static const uint64_t MAGIC = 0x006a3474696b7472;

struct request { uint32_t op, size; uint64_t address, value; };
struct answer { uint32_t status, size; uint64_t value, lines, sequence; };
_Static_assert(sizeof(struct request) == 24 && sizeof(struct answer) == 32, "as the protocol has them");

static int socket_fd = -1;

static void die(const char *why)
{
	fprintf(stderr, "bridge: %s\n", why);
	exit(3);
}

static void send_all(const void *data, size_t size)
{
	for (size_t done = 0; done < size;) {
		ssize_t sent = send(socket_fd, (const char *)data + done, size - done, MSG_NOSIGNAL);

		if (sent <= 0)
			die("the machine is gone");
		done += sent;
	}
}

static void receive_all(void *data, size_t size)
{
	for (size_t done = 0; done < size;) {
		ssize_t got = recv(socket_fd, (char *)data + done, size - done, 0);

		if (got <= 0)
			die("the machine is gone");
		done += got;
	}
}

/* Returns the status; whatever follows an answer is a sentence for people. */
static uint32_t exchange(struct request request, const void *data, uint64_t *value)
{
	struct answer answer;

	send_all(&request, sizeof(request));
	if (data)
		send_all(data, request.size);
	receive_all(&answer, sizeof(answer));
	for (char letter; answer.size; answer.size--) {
		receive_all(&letter, 1);
		if (answer.status != OK)
			fputc(answer.size == 1 ? '\n' : letter, stderr);
	}
	*value = answer.value;
	return answer.status;
}

static void require(uint32_t status, const char *otherwise)
{
	if (status != OK)
		die(otherwise);
}

/* The key, at the beginning of memory, proves that the memory is this program's to give; then it is wiped out. */
void bridge_connect(const char *path, size_t memory_bytes)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = memfd_create("ram", MFD_CLOEXEC);
	uint64_t *ram, key, taken;

	snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	socket_fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (connect(socket_fd, (struct sockaddr *)&address, sizeof(address)))
		die("nobody listens there");
	require(exchange((struct request){ HELLO, 0, VERSION, MAGIC }, NULL, &key), "not greeted");
	if (fd < 0 || ftruncate(fd, memory_bytes))
		die("no memory");
	ram = mmap((void *)BRIDGE_RAM, memory_bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED_NOREPLACE, fd, 0);
	if (ram != (void *)BRIDGE_RAM)
		die("something is where memory has to be");
	*ram = key;
	require(exchange((struct request){ MEMORY, fd, getpid(), 0 }, NULL, &taken), "the memory was not taken");
	*ram = 0;
}

static bool access_register(struct request request, uint64_t *value)
{
	uint32_t status = exchange(request, NULL, value);

	if (status != OK && status != NOTHING_THERE)
		die("an access was refused");
	return status == OK;
}

bool bridge_read(uint64_t phys, unsigned int width, uint64_t *value)
{
	return access_register((struct request){ READ, width, phys, 0 }, value);
}

bool bridge_write(uint64_t phys, unsigned int width, uint64_t value)
{
	return access_register((struct request){ WRITE, width, phys, value }, &value);
}

void bridge_fault(const char *plan)
{
	uint64_t none;

	require(exchange((struct request){ FAULT, strlen(plan), 0, 0 }, plan, &none), "the fault was refused");
}
