/* Written from the protocol's description: one request, one reply, every frame and all data under a checksum. */
#include "proxy.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	REQUEST_BYTES = 64, REPLY_BYTES = 36,
	TYPE_PROXY = 0x01aa55ff, TYPE_MEMREAD = 0x02aa55ff, TYPE_MEMWRITE = 0x03aa55ff, TYPE_BOOT = 0x04aa55ff,
};

static int link_fd = -1;

static void die(const char *why)
{
	fprintf(stderr, "proxy: %s\n", why);
	exit(3);
}

static uint32_t checksum(const void *data, size_t size)
{
	const uint8_t *byte = data;
	uint32_t sum = 0xdeadbeef;

	for (size_t i = 0; i < size; i++)
		sum = sum * 31337 + (byte[i] ^ 0x5a);
	return sum ^ 0xaddedbad;
}

static void put(uint8_t *at, uint64_t value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		at[i] = value >> (8 * i);
}

static uint64_t get(const uint8_t *at, int bytes)
{
	uint64_t value = 0;

	for (int i = 0; i < bytes; i++)
		value |= (uint64_t)at[i] << (8 * i);
	return value;
}

static void send_all(const void *data, size_t size)
{
	for (size_t done = 0; done < size;) {
		ssize_t sent = send(link_fd, (const char *)data + done, size - done, MSG_NOSIGNAL);

		if (sent <= 0)
			die("the link broke");
		done += sent;
	}
}

static void receive_all(void *data, size_t size)
{
	for (size_t done = 0; done < size;) {
		ssize_t got = recv(link_fd, (char *)data + done, size - done, 0);

		if (got <= 0)
			die("the link broke");
		done += got;
	}
}

static void send_request(uint32_t type, const uint8_t *payload, size_t size)
{
	uint8_t frame[REQUEST_BYTES] = { 0 };

	put(frame, type, 4);
	memcpy(frame + 4, payload, size);
	put(frame + 60, checksum(frame, 60), 4);
	send_all(frame, sizeof(frame));
}

/* What is not a frame is the console of the other end. */
static void receive_reply(uint32_t type, uint8_t data[24])
{
	uint8_t frame[REPLY_BYTES];

	for (;;) {
		size_t have = 0;

		while (have < 4) {
			receive_all(frame + have, 1);
			have++;
			while (have > 0 && have < 4 && memcmp(frame, "\xff\x55\xaa", have)) {
				fputc(frame[0], stderr);
				memmove(frame, frame + 1, --have);
			}
		}
		receive_all(frame + 4, sizeof(frame) - 4);
		if (get(frame + 32, 4) != checksum(frame, 32))
			die("a reply with a wrong checksum");
		if (get(frame, 4) == TYPE_BOOT)
			continue;
		if (get(frame, 4) != type)
			die("a reply to something else");
		if (get(frame + 4, 4))
			die("a request was refused");
		memcpy(data, frame + 8, 24);
		return;
	}
}

void proxy_connect(const char *host, const char *port)
{
	struct addrinfo *address;
	int one = 1;

	if (getaddrinfo(host, port, NULL, &address))
		die("no such address");
	link_fd = socket(address->ai_family, SOCK_STREAM, 0);
	if (connect(link_fd, address->ai_addr, address->ai_addrlen))
		die("nobody listens there");
	setsockopt(link_fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	freeaddrinfo(address);
}

uint64_t proxy_call(uint64_t opcode, uint64_t arg0, uint64_t arg1)
{
	uint8_t payload[24], reply[24];

	put(payload, opcode, 8);
	put(payload + 8, arg0, 8);
	put(payload + 16, arg1, 8);
	send_request(TYPE_PROXY, payload, sizeof(payload));
	receive_reply(TYPE_PROXY, reply);
	if (get(reply, 8) != opcode || get(reply + 8, 8))
		die("a call was refused");
	return get(reply + 16, 8);
}

void proxy_read(uint64_t phys, void *to, size_t size)
{
	uint8_t payload[16], reply[24];

	put(payload, phys, 8);
	put(payload + 8, size, 8);
	send_request(TYPE_MEMREAD, payload, sizeof(payload));
	receive_reply(TYPE_MEMREAD, reply);
	receive_all(to, size);
	if (get(reply, 4) != checksum(to, size))
		die("memory with a wrong checksum");
}

void proxy_write(uint64_t phys, const void *from, size_t size)
{
	uint8_t payload[20], reply[24];

	put(payload, phys, 8);
	put(payload + 8, size, 8);
	put(payload + 16, checksum(from, size), 4);
	send_request(TYPE_MEMWRITE, payload, sizeof(payload));
	send_all(from, size);
	receive_reply(TYPE_MEMWRITE, reply);
}
