package io.lockstep.activities.simulation;

import io.lockstep.core.FlowKey;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.ledger.PairLedger;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A ledger whose changes or records are bent on the way. */
final class LedgerProxy {

  private LedgerProxy() {}

  static PairLedger changing(PairLedger real, BiFunction<FlowKey, PairChange, PairChange> bend) {
    return over(
        (method, arguments) -> {
          if (method.getName().equals("commit")) {
            FlowKey key = (FlowKey) arguments[0];
            PairChange change = (PairChange) arguments[1];
            return invoke(method, real, key, bend.apply(key, change));
          }
          return invoke(method, real, arguments);
        });
  }

  static PairLedger loading(PairLedger real, UnaryOperator<PairRecord> bend) {
    return over(
        (method, arguments) -> {
          Object answer = invoke(method, real, arguments);
          return answer instanceof PairRecord record ? bend.apply(record) : answer;
        });
  }

  /** Takes every attempt for the first, as if none had left a trace. */
  static PairLedger claimingAnew(PairLedger real) {
    return over(
        (method, arguments) -> {
          Object answer = invoke(method, real, arguments);
          return answer == PairLedger.Claim.AGAIN ? PairLedger.Claim.FIRST : answer;
        });
  }

  /** The change with these base rows in the place of its own. */
  static PairChange withBase(PairChange change, List<BaseRow> rows) {
    return new PairChange(
        change.ended(),
        change.link(),
        rows,
        change.baseRemoved(),
        change.closedIntents(),
        change.accepted(),
        change.acceptedWithdrawn(),
        change.conflicts(),
        change.parked(),
        change.unparked(),
        change.edits(),
        change.moves(),
        change.stamps(),
        change.journal(),
        change.state(),
        change.stateReason());
  }

  private interface Call {
    @Nullable Object of(Method method, Object[] arguments) throws Throwable;
  }

  private static PairLedger over(Call call) {
    return (PairLedger)
        Proxy.newProxyInstance(
            PairLedger.class.getClassLoader(),
            new Class<?>[] {PairLedger.class},
            (proxy, method, arguments) -> call.of(method, arguments));
  }

  private static @Nullable Object invoke(Method method, PairLedger real, Object... arguments)
      throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
