package io.lockstep.starter.engine;

import io.lockstep.workflows.connection.ConnectReport;
import io.lockstep.workflows.connection.ConnectRequest;
import io.lockstep.workflows.connection.DoctorReport;
import io.lockstep.workflows.connection.Finding;
import io.lockstep.workflows.connection.LiveValues;
import io.lockstep.workflows.connection.ValuesRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The twin of a worker that answers questions, does not, or cannot be reached. */
public final class QuestionsInMemory implements Questions {

  private final List<ValuesRequest> asked = new ArrayList<>();
  private final List<String> examined = new ArrayList<>();
  private Optional<LiveValues> values = Optional.empty();
  private Optional<DoctorReport> report = Optional.empty();
  private final List<String> codes = new ArrayList<>();
  private Optional<ConnectReport> connected = Optional.empty();
  private final List<String> sent = new ArrayList<>();
  private boolean onTheWay;
  private boolean down;

  /** From now on that is the answer. */
  public void answering(LiveValues answer) {
    values = Optional.of(answer);
  }

  /** From now on the doctor finds that. */
  public void finding(Finding... findings) {
    report = Optional.of(new DoctorReport(List.of(findings)));
  }

  /** From now on nobody can be asked. */
  public void down() {
    down = true;
  }

  /** Forgets everything, is up and answers nothing. */
  public void reset() {
    asked.clear();
    examined.clear();
    codes.clear();
    sent.clear();
    onTheWay = false;
    connected = Optional.empty();
    values = Optional.empty();
    report = Optional.empty();
    down = false;
  }

  /** Whose values were asked for. */
  public List<ValuesRequest> asked() {
    return List.copyOf(asked);
  }

  /** The connections a doctor was sent to. */
  public List<String> examined() {
    return List.copyOf(examined);
  }

  @Override
  public Optional<LiveValues> values(ValuesRequest request, Duration patience) {
    requireUp();
    asked.add(request);
    return values;
  }

  @Override
  public Optional<DoctorReport> doctor(String connection, Duration patience) {
    requireUp();
    examined.add(connection);
    return report;
  }

  @Override
  public Optional<DoctorReport> defineCustomFields(String connection, Duration patience) {
    return doctor(connection, patience);
  }

  @Override
  public void sendPerson(String connection) {
    requireUp();
    sent.add(connection);
  }

  @Override
  public Optional<Round> round(String connection) {
    requireUp();
    examined.add(connection);
    return onTheWay
        ? Optional.of(new Round(Optional.empty()))
        : report.map(Optional::of).map(Round::new);
  }

  /** The connections a marked person was sent round. */
  public List<String> sent() {
    return List.copyOf(sent);
  }

  /** From now on a marked person is on the way. */
  public void onTheWay() {
    onTheWay = true;
  }

  @Override
  public Optional<ConnectReport> connect(
      String connection, ConnectRequest request, Duration patience) {
    requireUp();
    codes.add(
        "%s %s %s %s".formatted(connection, request.code(), request.redirectUri(), request.who()));
    return connected;
  }

  /** The connection, code, address and bringer of each code that was brought. */
  public List<String> codes() {
    return List.copyOf(codes);
  }

  /** From now on a code has that end, for these connections too. */
  public void connected(boolean connected, String sentence, String... others) {
    this.connected = Optional.of(new ConnectReport(connected, sentence, List.of(others)));
  }

  private void requireUp() {
    if (down) {
      throw new EngineDownException(new IllegalStateException("the twin was told to be down"));
    }
  }
}
