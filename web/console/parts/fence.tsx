import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { Component, type ReactNode } from 'react';
import { texts } from '../texts.ts';

/** Fence keeps a fault of one page from taking the console down. */
export class Fence extends Component<{ children: ReactNode }, { fault?: Error }> {
  override state: { fault?: Error } = {};

  static getDerivedStateFromError(fault: Error) {
    return { fault };
  }

  override render() {
    if (!this.state.fault) return this.props.children;
    return (
      <Alert
        type="error"
        statusIconAriaLabel="Error"
        header={texts.broken}
        action={<Button onClick={() => location.reload()}>{texts.reload}</Button>}
      >
        {this.state.fault.message}
      </Alert>
    );
  }
}
