import { useEffect, useRef } from 'react';
import { TaskFrame } from '../../portal/frame.ts';

interface TaskLookProps {
  /** src is where the page comes from, with a policy that keeps it in an origin of its own. */
  src: string;
  title: string;
  /** onAnswer hears what a submit would have sent. */
  onAnswer: (answer: unknown) => void;
}

/** TaskLook shows a task's page in the frame that workers get, without an assignment behind it. */
export function TaskLook({ src, title, onAnswer }: TaskLookProps) {
  const place = useRef<HTMLDivElement>(null);
  const hear = useRef(onAnswer);
  hear.current = onAnswer;
  useEffect(() => {
    const frame = new TaskFrame(src, title, (message) => {
      if (message.type === 'ready') frame.send({ type: 'start' });
      if (message.type === 'submit') {
        frame.send({ type: 'submitted' });
        hear.current(message.answerContent);
      }
    });
    frame.element.className = 'task-frame';
    place.current?.append(frame.element);
    return () => frame.close();
  }, [src, title]);
  return <div ref={place} />;
}
