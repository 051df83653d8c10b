package io.lockstep.activities.simulation;

import io.lockstep.ledger.PairLedger;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;

/** The ledger, each of whose writes is a step before which and after which the process may die. */
final class CrashingLedger {

  private static final Set<String> WRITES = Set.of("commit", "claim", "lease");

  private CrashingLedger() {}

  static PairLedger over(PairLedger real, Crashes crashes) {
    return over(PairLedger.class, real, crashes);
  }

  static <L> L over(Class<L> port, L real, Crashes crashes) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              boolean write = WRITES.contains(method.getName());
              if (write) {
                crashes.step("before " + method.getName());
              }
              Object answer;
              try {
                answer = method.invoke(real, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
              if (write) {
                crashes.step("after " + method.getName());
              }
              return answer;
            }));
  }
}
