package org.rtkit4j.app.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.rtkit4j.app.probe.SaidMessages.Said;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.KDebug;
import org.rtkit4j.wire.message.Mgmt;
import org.rtkit4j.wire.message.OsLog;
import org.rtkit4j.wire.message.SharedBufferMsg;
import org.rtkit4j.wire.message.Syslog;

/// What a firmware says of itself while it boots: versions, endpoints, sizes of buffers.
final class HandshakeFacts {
    private static final int LAST_SYSTEM = Endpoints.FIRST_APP - 1;

    private final Map<String, String> facts = new TreeMap<>();
    private final List<Integer> system = new ArrayList<>();

    private HandshakeFacts() {}

    /// Returns the facts, by keys of profiles; none where there was no handshake.
    static Map<String, String> of(List<Said> all) {
        var read = new HandshakeFacts();
        all.stream().filter(said -> !said.isFromAp()).forEach(said -> read.take(said.endpoint(), said.msg0()));
        read.addEndpoints();
        return read.facts;
    }

    private void take(int endpoint, long msg0) {
        switch (endpoint) {
            case Endpoints.MGMT -> takeManagement(msg0);
            case Endpoints.CRASHLOG -> takeBuffer("crashlog.bytes", msg0);
            case Endpoints.SYSLOG -> takeSyslog(msg0);
            case Endpoints.IOREPORT -> takeBuffer("ioreport.bytes", msg0);
            case Endpoints.KDEBUG -> takeRecords(msg0);
            case Endpoints.OSLOG -> takeOsLog(msg0);
            default -> {}
        }
    }

    private void takeManagement(long msg0) {
        if (Mgmt.Hello.LAYOUT.matches(msg0)) {
            // What was said before was another firmware's, or for another host.
            facts.clear();
            system.clear();
            put("versions", "%d..%d".formatted(Mgmt.Hello.MIN_VER.get(msg0), Mgmt.Hello.MAX_VER.get(msg0)));
        } else if (Mgmt.EpMap.LAYOUT.matches(msg0) && Mgmt.EpMap.BASE.get(msg0) == 0) {
            long bitmap = Mgmt.EpMap.BITMAP.get(msg0);
            for (int endpoint = 1; endpoint <= LAST_SYSTEM; endpoint++) {
                if ((bitmap >>> endpoint & 1) != 0) {
                    system.add(endpoint);
                }
            }
        } else if (Mgmt.IopPowerAck.LAYOUT.matches(msg0)) {
            put("wake.ack", "0x%x".formatted(Mgmt.IopPowerAck.STATE.get(msg0)));
        }
    }

    private void takeBuffer(String key, long msg0) {
        if (SharedBufferMsg.TYPE.get(msg0) == SharedBufferMsg.ID) {
            put(key, "0x%x".formatted(SharedBufferMsg.SIZE.get(msg0) * SharedBufferMsg.PAGE_BYTES));
        }
    }

    private void takeSyslog(long msg0) {
        takeBuffer("syslog.bytes", msg0);
        if (Syslog.Init.LAYOUT.matches(msg0)) {
            put("syslog.claims.entries", "0x%x".formatted(Syslog.Init.ENTRIES.get(msg0)));
            put("syslog.claims.message.bytes", "0x%x".formatted(Syslog.Init.MESSAGE_SIZE.get(msg0)));
        }
    }

    private void takeRecords(long msg0) {
        if (KDebug.BufferRequest.LAYOUT.matches(msg0)) {
            put("kdebug.records", "0x%x".formatted(KDebug.BufferRequest.COUNT.get(msg0)));
        }
    }

    private void takeOsLog(long msg0) {
        if (OsLog.Buffer.LAYOUT.matches(msg0)) {
            put("oslog.bytes", "0x%x".formatted(OsLog.Buffer.SIZE.get(msg0)));
        }
    }

    // What it said first counts: a later word may be of a crash, or of another state.
    private void put(String key, String value) {
        facts.putIfAbsent(key, value);
    }

    private void addEndpoints() {
        if (!system.isEmpty()) {
            put("endpoints.system", system.stream().map("0x%02x"::formatted).collect(Collectors.joining(" ")));
            put("oslog.bytes", "0");
        }
    }
}
