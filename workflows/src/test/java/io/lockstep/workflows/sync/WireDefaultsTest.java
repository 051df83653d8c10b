package io.lockstep.workflows.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.workflows.connection.ConnectionInput;
import io.lockstep.workflows.connection.DoctorReport;
import io.lockstep.workflows.connection.LiveValues;
import io.lockstep.workflows.connection.ValuesRequest;
import io.lockstep.workflows.reconcile.ReconcileActivities;
import io.lockstep.workflows.reconcile.ReconcileInput;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WireDefaultsTest {

  private static final List<Class<?>> ON_THE_WIRE =
      List.of(
          SyncInput.class,
          LookRequest.class,
          ApplyRequest.class,
          Hint.class,
          Decision.class,
          Plan.class,
          Outcome.class,
          SyncStatus.class,
          ReconcileInput.class,
          ReconcileActivities.Page.class,
          ConnectionInput.class,
          DoctorReport.class,
          ValuesRequest.class,
          LiveValues.class);

  @Test
  void everyEnumThatTravelsHasAReadingForAConstantItDoesNotKnow() {
    Set<Class<?>> seen = new HashSet<>();
    ON_THE_WIRE.forEach(type -> collect(type, seen));
    seen.remove(Side.class); // there will be no third side

    assertThat(seen.stream().filter(Class::isEnum)).hasSizeGreaterThan(5).allMatch(this::isCovered);
  }

  private boolean isCovered(Class<?> type) {
    return WireDefaults.ALL.stream().anyMatch(one -> one.getDeclaringClass() == type)
        || Arrays.stream(type.getEnumConstants()).anyMatch(c -> c.toString().equals("UNKNOWN"));
  }

  private static void collect(Type type, Set<Class<?>> seen) {
    if (type instanceof ParameterizedType generic) {
      Stream.of(generic.getActualTypeArguments()).forEach(argument -> collect(argument, seen));
    } else if (type instanceof Class<?> plain && seen.add(plain) && plain.isRecord()) {
      for (RecordComponent component : plain.getRecordComponents()) {
        collect(component.getGenericType(), seen);
      }
    }
  }
}
