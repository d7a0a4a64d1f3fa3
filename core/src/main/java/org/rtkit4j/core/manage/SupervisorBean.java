package org.rtkit4j.core.manage;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanRegistrationException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.rtkit4j.core.supervise.RemoteState;
import org.rtkit4j.core.supervise.Supervised;
import org.rtkit4j.core.supervise.Supervisor;

/// Shows a supervisor to JMX until it is closed.
public final class SupervisorBean implements AutoCloseable {
    private static final int LONGEST_NAME = 64;

    private final MBeanServer server;
    private final ObjectName name;

    private SupervisorBean(MBeanServer server, ObjectName name) {
        this.server = server;
        this.name = name;
    }

    /// Registers `supervisor` with the platform's MBean server, as `org.rtkit4j:type=Supervisor,name="NAME"`.
    ///
    /// @param name any text; escaped, and cut after 64 characters
    /// @throws JMException if there is one of this name already
    public static SupervisorBean register(Supervisor supervisor, String name) throws JMException {
        return register(supervisor, name, ManagementFactory.getPlatformMBeanServer());
    }

    /// Registers `supervisor` with another MBean server.
    public static SupervisorBean register(Supervisor supervisor, String name, MBeanServer server) throws JMException {
        String cut = name.substring(0, Math.min(name.length(), LONGEST_NAME));
        var objectName = new ObjectName("org.rtkit4j:type=Supervisor,name=" + ObjectName.quote(cut));
        server.registerMBean(new Bean(supervisor), objectName);
        return new SupervisorBean(server, objectName);
    }

    public ObjectName objectName() {
        return name;
    }

    /// Takes it out of the MBean server, unless it is out already; the supervisor goes on.
    @Override
    public void close() {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException _) {
            // Closed before, or taken out by somebody at a console.
        } catch (MBeanRegistrationException e) {
            throw new IllegalStateException("cannot be taken out of the server: " + name, e);
        }
    }

    private record Bean(Supervisor supervisor) implements SupervisorMXBean {
        private static final int LONGEST_PAGE = 256;

        @Override
        public int getCount() {
            return supervisor.coprocessors().size();
        }

        @Override
        public Map<String, Integer> getStates() {
            var states = new TreeMap<String, Integer>();
            for (RemoteState state : RemoteState.values()) {
                states.put(state.label(), 0);
            }
            supervisor.coprocessors().forEach(each -> states.merge(each.state().label(), 1, Integer::sum));
            return states;
        }

        @Override
        public List<CoprocessorStatus> getCoprocessors() {
            return page(0, LONGEST_PAGE);
        }

        @Override
        public List<CoprocessorStatus> page(int from, int count) {
            return supervisor.coprocessors().stream()
                    .skip(Math.max(from, 0))
                    .limit(Math.clamp(count, 0, LONGEST_PAGE))
                    .map(CoprocessorStatus::of)
                    .toList();
        }

        @Override
        public CoprocessorStatus status(String coprocessor) {
            return CoprocessorStatus.of(find(coprocessor));
        }

        @Override
        public List<String> trace(String coprocessor) {
            return find(coprocessor).trace().stream().map(Bean::escape).toList();
        }

        @Override
        public void start(String coprocessor) {
            find(coprocessor).start();
        }

        @Override
        public void stop(String coprocessor) {
            find(coprocessor).stop();
        }

        @Override
        public void recover(String coprocessor) {
            find(coprocessor).recover();
        }

        @Override
        public void enableRecovery(String coprocessor) {
            find(coprocessor).recovery(true);
        }

        @Override
        public void disableRecovery(String coprocessor) {
            find(coprocessor).recovery(false);
        }

        private Supervised find(String coprocessor) {
            Supervised found = supervisor.find(coprocessor);
            if (found == null) {
                throw new IllegalArgumentException("no such co-processor: name=" + escape(coprocessor));
            }
            return found;
        }

        // What a console shows must not obey the firmware.
        private static String escape(String text) {
            var escaped = new StringBuilder(text.length());
            text.codePoints()
                    .forEach(c -> escaped.append(
                            c >= ' ' && c < 0x7f ? Character.toString((char) c) : "\\u{%x}".formatted(c)));
            return escaped.toString();
        }
    }
}
