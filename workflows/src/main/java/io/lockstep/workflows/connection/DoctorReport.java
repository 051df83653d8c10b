package io.lockstep.workflows.connection;

import java.util.List;

/** What the doctor found out about a connection, in the order in which it looked. */
public record DoctorReport(List<Finding> findings) {

  public DoctorReport {
    findings = List.copyOf(findings);
  }
}
