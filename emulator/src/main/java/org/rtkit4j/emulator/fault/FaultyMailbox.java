package org.rtkit4j.emulator.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import org.rtkit4j.wire.message.Crashlog;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.IoReport;
import org.rtkit4j.wire.message.Mgmt;
import org.rtkit4j.wire.message.OsLog;
import org.rtkit4j.wire.message.PowerState;
import org.rtkit4j.wire.message.Syslog;
import org.rtkit4j.wire.port.ForwardingMailbox;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Mailbox;
import org.rtkit4j.wire.register.MailboxWord;

/// A mailbox that loses, repeats, delays and changes messages as an injector says.
final class FaultyMailbox extends ForwardingMailbox {
    private static final long JUNK = 0x5a5a_5a00L;

    private final FaultInjector faults;
    private final FaultyLine receiveNotEmpty;
    private final FaultyLine sendEmpty;
    private final Receiver take = this::take;
    // Pairs of msg0 and msg1 that come before what the mailbox holds.
    private final ArrayDeque<Long> added = new ArrayDeque<>();
    private long msg0;
    private long msg1;

    FaultyMailbox(FaultInjector faults, Mailbox mailbox) {
        super(mailbox);
        this.faults = faults;
        receiveNotEmpty = new FaultyLine(
                mailbox.receiveNotEmpty(), this::failIfArmed, faults::isWithholding, () -> !added.isEmpty());
        sendEmpty = new FaultyLine(mailbox.sendEmpty(), this::failIfArmed, faults::isRefusing, () -> false);
    }

    // ---- To the IOP ----

    @Override
    public boolean offer(long word, long endpoint) {
        failIfArmed();
        if (faults.isRefusing()) {
            return false;
        }
        boolean taken = faults.isArmed() ? offerOddly(word, endpoint) : inner().offer(word, endpoint);
        if (taken) {
            faults.onCrossed();
        }
        return taken;
    }

    private void failIfArmed() {
        if (faults.isArmed() && faults.useUp(FaultKind.ACCESS_FAILS)) {
            throw new UncheckedIOException(new IOException("access failed by a fault plan"));
        }
    }

    private boolean offerOddly(long word, long endpoint) {
        if (isAnswerToMap(word, endpoint) && faults.isArmed(FaultKind.ENDLESS_MAP)) {
            addPageAfter(word);
            return true;
        }
        if (isBufferReply(word, (int) endpoint) && faults.disarm(FaultKind.CRASH_AT_BUFFER)) {
            faults.crash();
        }
        if (isShutdown(word, endpoint) && faults.disarm(FaultKind.CRASH_AT_SHUTDOWN)) {
            faults.crash();
        }
        if (faults.disarm(FaultKind.LOSE_TO_IOP)) {
            return true;
        }
        boolean taken = inner().offer(word, endpoint);
        if (taken && faults.disarm(FaultKind.DUPLICATE_TO_IOP)) {
            // One that finds the FIFO full is not repeated.
            inner().offer(word, endpoint);
        }
        return taken;
    }

    private static boolean isAnswerToMap(long word, long endpoint) {
        return endpoint == Endpoints.MGMT && Mgmt.EpMapReply.LAYOUT.matches(word);
    }

    private static boolean isBufferReply(long word, int endpoint) {
        return switch (endpoint) {
            case Endpoints.CRASHLOG -> Crashlog.BUFFER.matches(word);
            case Endpoints.SYSLOG -> Syslog.BUFFER.matches(word);
            case Endpoints.IOREPORT -> IoReport.BUFFER.matches(word);
            case Endpoints.OSLOG -> OsLog.Buffer.LAYOUT.matches(word) || OsLog.ACK.matches(word);
            default -> false;
        };
    }

    private boolean isShutdown(long word, long endpoint) {
        if (endpoint != Endpoints.MGMT || !faults.isArmed(FaultKind.CRASH_AT_SHUTDOWN)) {
            return false;
        }
        boolean atOwnState = faults.parameter(FaultKind.CRASH_AT_SHUTDOWN) != 0;
        boolean isState = (atOwnState ? Mgmt.SetIopPower.LAYOUT : Mgmt.SetApPower.LAYOUT).matches(word);
        return isState && !PowerState.isOn((int) Mgmt.SetIopPower.STATE.get(word));
    }

    private void addPageAfter(long reply) {
        add(Words.mapPage((Mgmt.EpMapReply.BASE.get(reply) + 1) & Mgmt.EpMap.BASE.maximum(), 0, false), Endpoints.MGMT);
    }

    // ---- To the AP ----

    @Override
    public boolean poll(Receiver receiver) {
        failIfArmed();
        if (faults.isWithholding()) {
            return false;
        }
        if (!added.isEmpty()) {
            receiver.onMessage(added.remove(), added.remove());
            return true;
        }
        while (inner().poll(take)) {
            if (!isLost()) {
                deliver(receiver);
                return true;
            }
            faults.onCrossed();
        }
        return false;
    }

    private void take(long word, long second) {
        msg0 = word;
        msg1 = second;
    }

    private boolean isLost() {
        return faults.isSilent() || faults.disarm(FaultKind.LOSE);
    }

    private void deliver(Receiver receiver) {
        if (faults.isArmed()) {
            change();
        }
        receiver.onMessage(msg0, msg1);
        faults.onCrossed();
    }

    private void change() {
        boolean isManagement = MailboxWord.ENDPOINT.get(msg1) == Endpoints.MGMT;
        if (isManagement && isAcknowledgement(msg0) && faults.isArmed(FaultKind.WRONG_STATE)) {
            msg0 = Mgmt.IopPowerAck.STATE.put(msg0, faults.parameter(FaultKind.WRONG_STATE));
            faults.disarm(FaultKind.WRONG_STATE);
        }
        if (isManagement && Mgmt.EpMap.LAYOUT.matches(msg0) && faults.isArmed(FaultKind.ENDLESS_MAP)) {
            msg0 = Mgmt.EpMap.LAST.put(msg0, 0);
        }
        if (faults.disarm(FaultKind.JUNK_IN_WORD)) {
            msg1 |= JUNK;
        }
        if (faults.disarm(FaultKind.DUPLICATE)) {
            add(msg0, msg1);
        }
    }

    private static boolean isAcknowledgement(long word) {
        return Mgmt.IopPowerAck.LAYOUT.matches(word) || Mgmt.ApPowerAck.LAYOUT.matches(word);
    }

    // ---- What the injector asks for ----

    void repeatHandshake() {
        add(Words.unsolicited(0), Endpoints.MGMT);
        add(Words.mapPage(0, 0x11f, false), Endpoints.MGMT);
        add(Words.mapPage(1, 0x1, true), Endpoints.MGMT);
        add(Words.iopState(PowerState.ON), Endpoints.MGMT);
        add(Words.apState(PowerState.ON), Endpoints.MGMT);
    }

    void fireLines() {
        receiveNotEmpty.fire();
        sendEmpty.fire();
    }

    void recheck() {
        receiveNotEmpty.recheck();
        sendEmpty.recheck();
    }

    void clear() {
        added.clear();
    }

    private void add(long word, long second) {
        added.add(word);
        added.add(second);
        receiveNotEmpty.recheck();
    }

    @Override
    public InterruptLine receiveNotEmpty() {
        return receiveNotEmpty;
    }

    @Override
    public InterruptLine sendEmpty() {
        return sendEmpty;
    }
}
